import type { CommunityView } from '@jembatan/shared/communities.contract';
import type { Subject } from '@jembatan/shared/moderation.contract';
import type { MeView } from '@jembatan/shared/people.contract';
import type { PostView } from '@jembatan/shared/threads.contract';
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
  /** `bare`: without bars, as the room is. */
  readonly frame?: 'bare';
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
  /** Who is here now, in the context column. */
  readonly 'people-here': { readonly topic: string };
  /** A post in the reader's language; translation fills it. `onShown`: it is read in place of the original. */
  readonly translation: { readonly post: PostView; readonly onShown: (shown: boolean) => void };
  /** An owner's choice in the settings of a community. */
  readonly 'community-translation': { readonly community: CommunityView };
  /** A person's choice in the own settings. */
  readonly 'my-translation': { readonly me: MeView };
  /** What the person has written that the hub does not have yet; threads fills it. */
  readonly outbox: Readonly<Record<never, never>>;
  /** Without a network: what the device has with it; offline fills it. */
  readonly 'kept-threads': Readonly<Record<never, never>>;
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
