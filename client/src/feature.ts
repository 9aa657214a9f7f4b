import type { CommunityView, SpaceView } from '@jembatan/shared/communities.contract';
import type { Call } from '@jembatan/shared/contract/route';
import type { DraftPlace } from '@jembatan/shared/drafts.contract';
import type { Subject } from '@jembatan/shared/moderation.contract';
import type { MeView } from '@jembatan/shared/people.contract';
import type { PollView } from '@jembatan/shared/polls.contract';
import type { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView, ThreadTerms, ThreadView } from '@jembatan/shared/threads.view';
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { App } from './app-context.ts';

/** The five places of the bottom bar and the rail. */
export type Tab = 'home' | 'forums' | 'live' | 'people' | 'me';

export interface PageProps {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** A page with an address. Its code is loaded when it is first opened. */
export interface PageRoute {
  /** `/t/:id/:slug?` */
  readonly path: string;
  /** `() => import('./ThreadPage.tsx').then((module) => module.ThreadPage)` */
  readonly load: () => Promise<ComponentType<PageProps>>;
  /** The place in the navigation that is marked while the page is open. */
  readonly tab?: Tab;
  /** `member`: visitors are asked to sign in and come back to the same address. */
  readonly access?: 'member';
  /** People write on it: its texts are waited for. */
  readonly writes?: true;
  /** `bare`: without bars, as the room is. */
  readonly frame?: 'bare';
}

/** Parts of other features' pages that say, ask or set what holds in a forum or thread. */
export type TermsPart =
  /** In the head of a forum: its look, and what holds in it. */
  | { readonly show: 'space'; readonly space: SpaceView }
  /** Above the threads of a forum that keeps groups apart: whose are shown; null is all. */
  | {
      readonly show: 'groups';
      readonly space: SpaceView;
      readonly group: Signal<CommunityView['id'] | null>;
    }
  /** In the head of a thread: its days and pace, and whom it is for. */
  | { readonly show: 'thread'; readonly thread: ThreadView; readonly onStale?: () => void }
  /** The dialog in which staff sets a thread's days and pace. */
  | {
      readonly show: 'dialog';
      readonly thread: ThreadView;
      readonly onChanged: (thread: ThreadView) => void;
      readonly onClose: () => void;
    }
  /** By the text of a reply: how long to wait, and under which name it will stand. */
  | {
      readonly show: 'reply';
      readonly terms: ThreadTerms;
      readonly until: string | null;
      readonly held: Signal<boolean>;
      readonly pseudonym: Signal<boolean>;
    }
  /** By the text of a new thread: for whom it is, and under which name it will stand. */
  | {
      readonly show: 'start';
      readonly space: SpaceView;
      readonly choice: Signal<StartChoice>;
      /** When the writer may send, where they were told to wait. */
      readonly until: string | null;
    }
  /** For staff: who wrote under a pseudonym. */
  | { readonly show: 'author'; readonly post: PostView; readonly onClose: () => void };

/** Which of a forum's topics are shown: all, or its questions with or without an answer. */
export type Answered = 'yes' | 'no' | undefined;

/** What is set for threads of some kinds. */
export interface Ways {
  readonly repliesOff?: boolean;
  readonly standsUntil?: string | null;
  readonly answerFirst?: boolean;
}

/** Parts of other features' pages that belong to some kinds of thread. */
export type KindsPart =
  /** Above the threads of a forum. */
  | { readonly show: 'filter'; readonly answered: Signal<Answered>; readonly isEmpty: boolean }
  /** Right after a question; `posts` are those that are loaded, by number. */
  | {
      readonly show: 'answers';
      readonly thread: ThreadView;
      readonly posts: ReadonlyMap<number, PostView>;
    }
  /** On top of a forum or community. */
  | {
      readonly show: 'announcements';
      readonly communityId: CommunityView['id'];
      readonly spaceId?: SpaceView['id'];
      /** Gets those that are shown there, so that the list below need not show them again. */
      readonly shown?: Signal<ReadonlySet<string>>;
    }
  /** By the composer of a thread that wants an answer first. */
  | { readonly show: 'answerFirst'; readonly thread: ThreadView }
  /** By the text of a new thread. */
  | {
      readonly show: 'start';
      readonly staff: boolean;
      readonly kind: ThreadView['kind'];
      readonly choice: Signal<StartChoice>;
    }
  /** The dialog in which the author and staff set the same later. */
  | {
      readonly show: 'dialog';
      readonly thread: ThreadView;
      readonly onChanged: (thread: ThreadView) => void;
      readonly onClose: () => void;
    };

/** What a new thread says besides its text. */
export interface StartChoice extends Ways {
  readonly groupId?: CommunityView['id'] | null;
  readonly pseudonym?: boolean;
}

/** A text that is being written, as the box that holds it gives it. */
export interface DraftPart {
  readonly text: string;
  /** The Idempotency-Key of the submission this text will be. */
  readonly key: string;
  change(text: string): void;
  /** Goes on at what the person wrote elsewhere, as the same submission. */
  adopt(text: string, key: string): void;
  /** What is sent from now on is another submission. */
  renew(): void;
  /** Sent or thrown away. */
  clear(): void;
}

/** What is sent later, as the request of then says it, and where: a thread's or a forum's id. */
export type PlannedPost =
  | {
      readonly kind: 'reply';
      readonly id: ThreadView['id'];
      readonly input: Call<typeof threadRoutes.createPost>['body'];
    }
  | {
      readonly kind: 'thread';
      readonly id: SpaceView['id'];
      readonly input: Call<typeof threadRoutes.createThread>['body'];
    };

/** What is being written at one place, of which the hub keeps a copy. */
export interface Writing {
  readonly place: DraftPlace;
  readonly text: DraftPart;
  readonly title?: DraftPart | undefined;
  readonly tags?: DraftPart | undefined;
  /** The poll that is asked beside it, as its form keeps it. */
  readonly poll?: DraftPart | undefined;
  /** The post that is changed: the text it has, and which revision that is. */
  readonly from?: { readonly text: string; readonly revision: number } | undefined;
}

/** Places that one feature's page leaves for another feature's part, and what the part is told. */
export interface Slots {
  /** What is live in a community and what comes next; on every page of a community. */
  readonly 'now-strip': { readonly communityId: string };
  /**
   * Reports something; moderation fills it. A button, or, where `onClose` is
   * given (a menu has asked already), the dialog itself.
   */
  readonly report: { readonly subject: Subject; readonly onClose?: () => void };
  /** A dialog about a post: the reader's bookmark, or who reacted; reading fills it and what follows. */
  readonly 'post-reading': {
    readonly show: 'bookmark' | 'reactions';
    readonly post: PostView;
    readonly onClose: () => void;
  };
  /** Marks a forum, a community or everything read. */
  readonly 'read-all': {
    readonly communityId?: CommunityView['id'];
    readonly spaceId?: SpaceView['id'];
  };
  /** Who is here now, in the context column. */
  readonly 'people-here': { readonly topic: string };
  /** A post in the reader's language; translation fills it. `onShown`: it is read in place of the original. */
  readonly translation: { readonly post: PostView; readonly onShown: (shown: boolean) => void };
  /** The words of a poll in the reader's language; translation fills it. `onWords` gets null for the original. */
  readonly 'poll-translation': {
    readonly post: Pick<PostView, 'id' | 'lang'>;
    readonly poll: Pick<PollView, 'edition'>;
    readonly onWords: (words: Pick<PollView, 'question' | 'options'> | null) => void;
  };
  /** The poll of a post; polls fills this and what follows. */
  readonly poll: { readonly post: Pick<PostView, 'id' | 'lang'> };
  /** A poll that is written beside a text. */
  readonly 'poll-form': {
    /** JSON of what was typed. */
    readonly text: string;
    readonly onChange: (text: string) => void;
    /** Gets JSON of the poll as it is sent; null while it cannot be. */
    readonly ready: Signal<string | null>;
    /** Somebody wanted to send it: what is wrong is said. */
    readonly tried: ReadonlySignal<boolean>;
  };
  /** An owner's choice in the settings of a community. */
  readonly 'community-files': { readonly community: CommunityView };
  readonly 'community-translation': { readonly community: CommunityView };
  /** What is behind the addresses in a post; previews fills it. */
  readonly 'link-previews': { readonly post: PostView };
  /** An owner's choice in the settings of a community. */
  readonly 'community-previews': { readonly community: CommunityView };
  /** A person's choice in the own settings. */
  readonly 'my-translation': { readonly me: MeView };
  /** Keeps a text in step over the person's devices, and shows what else was written there; drafts fills it. */
  readonly 'draft-sync': Writing;
  /** Sends a text at a time its writer chooses; `take` answers what is sent, or null where it is not ready. */
  readonly 'send-later': {
    readonly take: () => PlannedPost | null;
    /** It is kept for its time: the box is free. */
    readonly onPlanned: () => void;
  };
  /** What the person has written that the hub does not have yet; threads fills it. */
  readonly outbox: Readonly<Record<never, never>>;
  /** Without a network: what the device has with it; offline fills it. */
  readonly 'kept-threads': Readonly<Record<never, never>>;
  /** The forums of a community; spaces fills this and what follows. */
  readonly 'space-list': { readonly community: CommunityView };
  /** What holds in a forum or thread, where people meet it. */
  readonly terms: TermsPart;
  /** What kinds of thread have besides posts; kinds fills it. */
  readonly kinds: KindsPart;
  /** Threads as a list; threads fills it. */
  readonly 'thread-rows': { readonly threads: readonly ThreadView[] };
  /** Tags a forum's topics can be narrowed to, by its address; or, where one leaves none, the way out. */
  readonly 'tag-filter': {
    readonly space: SpaceView;
    readonly tag: string | undefined;
    readonly isEmpty: boolean;
  };
  /** Below a field of tags: known ones that fit what is being typed; tags fills it. */
  readonly 'tag-help': {
    readonly communityId: CommunityView['id'];
    readonly text: string;
    readonly onChange: (text: string) => void;
  };
  /** A thread as a chat, list and composer, in a room and on a session's page; threads fills it. */
  readonly 'thread-panel': { readonly threadId: string };
}

export type SlotLoaders = {
  readonly [N in keyof Slots]?: () => Promise<ComponentType<Slots[N]>>;
};

/** What a feature gives to the app: its pages, and its parts in other features' pages. */
export interface Feature {
  /** `first`: its pages say nothing beyond `common`, `errors` and `threads`, which are here already. */
  readonly texts?: 'first';
  readonly pages: readonly PageRoute[];
  readonly slots?: SlotLoaders;
  /** Called once, when it is known who this tab speaks for, after the first picture. */
  readonly start?: (app: App) => void;
}
