import { notFound } from '@jembatan/shared/errors';
import type { PostId } from '@jembatan/shared/ids';
import type { PollTranslationView } from '@jembatan/shared/poll-translation.contract';
import type { Actor, PersonActor } from '../../kernel/actor.ts';
import { KeyedQueue } from '../../kernel/keyed-queue.ts';
import * as rules from '../../permissions/translation.rules.ts';
import { translateLines } from '../../text/lines-translate.ts';
import type { PostAt } from '../threads/index.ts';
import type { PollTranslationsRepository } from './poll-translations.repository.ts';
import type { Sending } from './sending.ts';
import type { Target } from './translations.service.ts';

/** What of a poll is said in words. */
export interface PollWords {
  edition: number;
  question: string | null;
  options: { id: string; text: string }[];
}

export interface PollTranslationDeps {
  pollTranslations: PollTranslationsRepository;
  sending: Sending;
  /** Throws `not-found`. */
  getReadablePoll: (actor: Actor, postId: string) => Promise<{ at: PostAt; poll: PollWords }>;
}

/** A program may say in many words what was short; a choice stays one. */
const longest = 500;

/** Question and options of polls in other languages; who may what is as with the posts they are in. */
export function createPollTranslations(deps: PollTranslationDeps) {
  const { pollTranslations, sending } = deps;
  const queue = new KeyedQueue();

  async function getReadable(actor: Actor, id: PostId) {
    const found = await deps.getReadablePoll(actor, id);
    if (!rules.canReadTranslation(actor, found.at, found.at.post)) throw notFound('poll');
    return found;
  }

  async function keptOf({ edition }: PollWords, { id, lang }: Target) {
    const kept = await pollTranslations.find(id, lang);
    return kept?.edition === edition ? kept : null;
  }

  async function make(
    actor: PersonActor,
    { at, poll }: Awaited<ReturnType<typeof getReadable>>,
    { id, lang }: Target,
  ): Promise<PollTranslationView> {
    const through = await sending.require(actor, at, lang);
    const { question, options, edition } = poll;
    const said = await translateLines(
      [...(question === null ? [] : [question]), ...options.map(({ text }) => text)],
      (html) => through.translate(html, { from: at.post.lang, to: lang }),
    );
    const words = said.map((line) => line.slice(0, longest));
    const made = {
      ...{ postId: id, lang, edition },
      question: question === null ? null : (words.shift() ?? question),
      options: options.map((option, index) => ({ ...option, text: words[index] ?? option.text })),
    };
    await pollTranslations.keep(made);
    return made;
  }

  return {
    /** Asked by several at once it is made once. */
    translate: (actor: PersonActor, target: Target): Promise<PollTranslationView> =>
      queue.run(`${target.id}:${target.lang}`, async () => {
        const found = await getReadable(actor, target.id);
        return (await keptOf(found.poll, target)) ?? make(actor, found, target);
      }),

    async get(actor: Actor, target: Target): Promise<PollTranslationView> {
      const kept = await keptOf((await getReadable(actor, target.id)).poll, target);
      if (!kept) throw notFound('translation');
      return kept;
    },
  };
}

export type PollTranslations = ReturnType<typeof createPollTranslations>;
