import type { DraftPlace, DraftView, draftRoutes } from '@jembatan/shared/drafts.contract';
import { AppError } from '@jembatan/shared/errors';
import type { PersonId } from '@jembatan/shared/ids';
import { limits } from '@jembatan/shared/limits';
import type { Page } from '@jembatan/shared/paging';
import type * as z from 'zod/mini';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import { timeCursor } from '../../kernel/typed-cursor.ts';
import type { DraftsDeps } from './drafts.deps.ts';
import type { Version } from './drafts.repository.ts';
import { createDraftViews } from './drafts.views.ts';
import type { Rewrite } from './rewriting.ts';
import { type Over, placeName } from './sent.ts';
import { newVersion, withVersion } from './versions.ts';

const dayMs = 86_400_000;

export type SaveInput = z.output<typeof draftRoutes.saveDraft.body>;
export type RemoveInput = z.output<typeof draftRoutes.removeDraft.query>;
export type DraftsService = ReturnType<typeof createDraftsService>;

interface ServiceDeps extends DraftsDeps {
  over: Over;
  rewrite: Rewrite;
}

/** Texts begun and not sent: each person's own, seen by nobody else, whatever they may read. */
export function createDraftsService(deps: ServiceDeps) {
  const { drafts, clock, rewrite, over } = deps;
  const views = createDraftViews(deps);

  async function get(actor: PersonActor, place: DraftPlace): Promise<{ draft: DraftView | null }> {
    const found = await drafts.find(actor.id, place);
    return { draft: found && (await views.toView(actor, found)) };
  }

  async function requireUnsent(personId: PersonId, place: DraftPlace, key: string): Promise<void> {
    if ((await over(personId, place, [key])).length > 0) throw new AppError('already-sent');
  }

  async function save(
    actor: PersonActor,
    place: DraftPlace,
    { base = null, writer, ...input }: SaveInput,
  ): Promise<{ draft: DraftView | null }> {
    await deps.saves.take(actor.id);
    await requireUnsent(actor.id, place, input.key);
    const fresh = toVersion(input, clock.now());
    const { before, after } = await rewrite(actor.id, place, (versions) =>
      withVersion(versions, fresh, base),
    );
    // Sent in the moment between: who takes the post away from the drafts may have looked too early.
    await requireUnsent(actor.id, place, input.key).catch(async (error: unknown) => {
      await rewrite(actor.id, place, (versions) => without(versions, input.key));
      throw error;
    });
    await deps.holdFiles(actor.id, fresh.text, keptUntil(fresh));
    if (before.length > 0 || after.length > 0) deps.tell(actor.id, placeName(place), writer);
    return get(actor, place);
  }

  async function remove(
    actor: PersonActor,
    place: DraftPlace,
    { version, key, writer }: RemoveInput,
  ): Promise<undefined> {
    const found = await drafts.find(actor.id, place);
    const all = found?.versions.map((one) => one.key) ?? [];
    if (!version) await drafts.end(actor.id, key ? [key] : all, clock.now());
    const { before, after } = await rewrite(actor.id, place, (versions) => {
      if (version) return versions.filter((one) => one.version !== version);
      return key ? without(versions, key) : [];
    });
    if (before.length > after.length) deps.tell(actor.id, placeName(place), writer);
    return undefined;
  }

  return {
    get,
    save,
    remove,

    async list(
      actor: PersonActor,
      query: { limit: number; cursor?: string | undefined },
    ): Promise<Page<DraftView>> {
      const { limit } = query;
      const found = await drafts.list(actor.id, { before: timeCursor(query.cursor), limit });
      const page = cutPage(found, query.limit, ({ changedAt, id }) => [changedAt.getTime(), id]);
      const items = await Promise.all(page.items.map((one) => views.toView(actor, one)));
      return { ...page, items: items.filter((one) => one !== null) };
    },
  };
}

/** As long as the draft itself. */
const keptUntil = ({ changedAt }: Version) =>
  new Date(changedAt.getTime() + limits.draftDays * dayMs);

const without = (versions: readonly Version[], key: string) =>
  versions.filter((one) => one.key !== key);

function toVersion(input: Omit<SaveInput, 'base' | 'writer'>, changedAt: Date): Version {
  const { key, text, title, tags, poll, replyTo = null, baseRevision = null } = input;
  return { version: newVersion(), key, text, title, tags, poll, replyTo, baseRevision, changedAt };
}
