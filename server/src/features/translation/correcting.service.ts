import { AppError, forbidden, notFound } from '@jembatan/shared/errors';
import type { Page } from '@jembatan/shared/paging';
import type { TranslationVersion, TranslationView } from '@jembatan/shared/translation.contract';
import type { PersonActor } from '../../kernel/actor.ts';
import * as rules from '../../permissions/translation.rules.ts';
import type { PostAt } from '../threads/index.ts';
import type { TranslationDeps } from './deps.ts';
import type { Keeping } from './keeping.ts';
import type { Translation } from './translations.repository.ts';
import type { Target } from './translations.service.ts';
import { toTranslationView, toVersionView } from './translations.views.ts';

export interface Correction {
  body: string;
  /** The version the corrector began with; 0 for a first translation. */
  baseVersion: number;
}

/** What people make of translations: corrected, looked back on, put back. */
export function createCorrectingService(deps: TranslationDeps & { keeping: Keeping }) {
  const { keeping, translations } = deps;

  async function requireRevert(actor: PersonActor, id: string): Promise<PostAt> {
    const at = await deps.getReadablePost(actor, id);
    if (!rules.canReadTranslation(actor, at, at.post)) throw notFound('post');
    if (!rules.canRevertTranslation(actor, at, at.post)) throw forbidden('revert');
    return at;
  }

  const conflict = (kept: Translation | null, yours: string) =>
    new AppError('edit-conflict', {
      current: kept && { version: kept.version, body: kept.body, html: kept.html },
      yours,
    });

  return {
    async correct(
      actor: PersonActor,
      { id, lang }: Target,
      { body: typed, baseVersion }: Correction,
    ): Promise<TranslationView> {
      const at = await deps.getReadablePost(actor, id);
      if (at.post.deleted || at.post.hidden) throw new AppError('post-gone');
      if (!rules.canCorrectTranslation(actor, at, at.post)) throw forbidden('correct');
      const body = typed.replaceAll(/\r\n?/g, '\n').replaceAll('\u0000', '\uFFFD').trimEnd();
      const kept = await keeping.find(at, lang);
      const { revision } = at.post;
      if (kept && kept.body === body && kept.revision === revision)
        return toTranslationView(deps, actor, { at, kept });
      if ((kept?.version ?? 0) !== baseVersion) throw conflict(kept, typed);
      const said = { lang, body, origin: 'people', revision, after: baseVersion } as const;
      const written = await keeping.keep(actor, at, said);
      if (!written) throw conflict(await keeping.find(at, lang), typed);
      return toTranslationView(deps, actor, { at, kept: written });
    },

    async listVersions(
      actor: PersonActor,
      { id, lang }: Target,
    ): Promise<Page<TranslationVersion>> {
      await requireRevert(actor, id);
      const found = await translations.listVersions(id, lang);
      const people = await deps.peopleById(
        found.flatMap(({ editorId }) => (editorId ? [editorId] : [])),
      );
      return { items: found.map((one) => toVersionView(one, people)), nextCursor: null };
    },

    /** The old words as a new version, so that nothing is lost. */
    async revert(
      actor: PersonActor,
      { id, lang }: Target,
      version: number,
    ): Promise<TranslationView> {
      const at = await requireRevert(actor, id);
      const [kept, wanted] = [
        await translations.find(id, lang),
        await translations.findVersion(id, lang, version),
      ];
      if (!kept || !wanted) throw notFound('translation');
      const { body, origin, revision, editorId } = wanted;
      const by = editorId ? { ...actor, id: editorId } : actor;
      const said = { lang, body, origin, revision, after: kept.version };
      const written = await keeping.keep(by, at, said);
      if (!written) throw conflict(await keeping.find(at, lang), '');
      return toTranslationView(deps, actor, { at, kept: written });
    },
  };
}

export type CorrectingService = ReturnType<typeof createCorrectingService>;
