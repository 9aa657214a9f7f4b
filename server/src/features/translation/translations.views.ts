import type { PeopleById, PersonView } from '@jembatan/shared/people.contract';
import type {
  TranslationVersion as TranslationVersionView,
  TranslationView,
} from '@jembatan/shared/translation.contract';
import type { Actor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/translation.rules.ts';
import { mentionedIn, type PostAt } from '../threads/index.ts';
import type { TranslationDeps } from './deps.ts';
import type { Translation, TranslationVersion } from './translations.repository.ts';

/** Someone whose account is gone, wherever a name is needed. */
function editorOf(id: PersonView['id'] | null, people: PeopleById): PersonView | null {
  return id && (people[id] ?? { id, displayName: '–', handle: '' });
}

export async function toTranslationView(
  { peopleById, engine }: Pick<TranslationDeps, 'peopleById' | 'engine'>,
  actor: Actor,
  { at, kept }: { at: PostAt; kept: Translation },
): Promise<TranslationView> {
  const { editorId, changedAt, renderVersion: _render, ...rest } = kept;
  const people = await peopleById([...mentionedIn(kept.html), ...(editorId ? [editorId] : [])]);
  const stale = kept.revision < at.post.revision;
  const correct = rules.canCorrectTranslation(actor, at, at.post);
  return {
    ...rest,
    stale,
    editor: editorOf(editorId, people),
    changedAt: changedAt.toISOString(),
    people,
    can: {
      correct,
      revert: rules.canRevertTranslation(actor, at, at.post),
      again: engine !== null && stale && (kept.origin === 'engine' || correct),
    },
  };
}

export function toVersionView(
  { version, revision, origin, editorId, body, createdAt }: TranslationVersion,
  people: PeopleById,
): TranslationVersionView {
  const editor = editorOf(editorId, people);
  return { version, revision, origin, editor, body, createdAt: createdAt.toISOString() };
}
