import { AppError } from '@jembatan/shared/errors';
import type { PersonView } from '@jembatan/shared/people.contract';
import type { ThreadTerms } from '@jembatan/shared/threads.view';
import { type Actor, personIdOf } from '../../kernel/actor.ts';
import { canWriteUnderPseudonym, dueOf, seesAnswers } from '../../permissions/threads.rules.ts';
import type { AliasesRepository } from './aliases.repository.ts';
import { toAliasView } from './aliases.ts';
import { paceOf, type SlowMode } from './slow-mode.ts';
import type { ThreadAt } from './threads.access.ts';
import type { ThreadChange } from './threads.repository.ts';

export interface TermsDeps {
  slowMode: SlowMode;
  aliases: AliasesRepository;
}

export type TermsOf = ReturnType<typeof createTermsOf>;

/** What holds for a reader in a thread: most threads have no terms, and nothing is asked. */
export function createTermsOf({ slowMode, aliases }: TermsDeps) {
  async function aliasOf(actor: Actor, { thread, aliasId }: ThreadAt): Promise<PersonView | null> {
    const me = personIdOf(actor);
    const alias = me && aliasId ? await aliases.find(me, thread.id) : null;
    return alias && toAliasView(alias);
  }

  return async function termsOf(actor: Actor, at: ThreadAt): Promise<{ terms?: ThreadTerms }> {
    const { thread, space } = at;
    const { seconds } = paceOf(at);
    const [slowUntil, alias] = await Promise.all([
      seconds > 0 ? slowMode.untilFor(actor, at) : null,
      aliasOf(actor, at),
    ]);
    const opensAt = thread.opensAt ?? space.opensAt;
    const dueAt = dueOf(at);
    const terms = {
      ...(opensAt && { opensAt: opensAt.toISOString() }),
      ...(dueAt && { dueAt: dueAt.toISOString() }),
      ...(seconds > 0 && { slowSeconds: seconds }),
      ...(slowUntil && { slowUntil: slowUntil.toISOString() }),
      ...(canWriteUnderPseudonym(actor, at) && { pseudonyms: true as const }),
      ...(alias && { alias }),
      ...(!seesAnswers(actor, at) && { answerFirst: true as const }),
      ...answeredIn(at),
    };
    return Object.keys(terms).length > 0 ? { terms } : {};
  };
}

/** The own answer that has to stay, where there is one. */
const answeredIn = ({ thread, answered }: ThreadAt) =>
  thread.answerFirst && answered && answered > 1 ? { answered } : {};

/** Days and pace as they were asked for. */
export interface TermsInput {
  opensAt?: string | null | undefined;
  dueAt?: string | null | undefined;
  slowSeconds?: number | null | undefined;
}

const dayOf = (text: string | null) => (text === null ? null : new Date(text));

export const saysTerms = ({ opensAt, dueAt, slowSeconds }: TermsInput) =>
  opensAt !== undefined || dueAt !== undefined || slowSeconds !== undefined;

/** Throws `invalid` when the thread would be over before it opens. */
export function termsChange(input: TermsInput, before: Terms): Pick<ThreadChange, keyof Terms> {
  const opensAt = input.opensAt === undefined ? before.opensAt : dayOf(input.opensAt);
  const dueAt = input.dueAt === undefined ? before.dueAt : dayOf(input.dueAt);
  if (opensAt && dueAt && dueAt <= opensAt)
    throw new AppError('invalid', { issues: [{ path: 'dueAt', code: 'before_opening' }] });
  const { slowSeconds = before.slowSeconds } = input;
  return { opensAt, dueAt, slowSeconds };
}

export interface Terms {
  opensAt: Date | null;
  dueAt: Date | null;
  slowSeconds: number | null;
}
