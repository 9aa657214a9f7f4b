import type { Parsed } from '@jembatan/shared/contract/route';
import { forbidden, notFound } from '@jembatan/shared/errors';
import type { CommunityId, PersonId } from '@jembatan/shared/ids';
import type { CaseView, moderationRoutes } from '@jembatan/shared/moderation.contract';
import type { Page } from '@jembatan/shared/paging';
import type { PersonActor } from '../../kernel/actor.ts';
import { cutPage } from '../../kernel/cursor.ts';
import { idCursor } from '../../kernel/typed-cursor.ts';
import * as rules from '../../permissions/moderation.rules.ts';
import type { Case } from './cases.repository.ts';
import type { ModerationDeps } from './deps.ts';
import { createJudging, placeOf } from './judging.ts';
import { toCaseView } from './moderation.views.ts';

type Query = Parsed<(typeof moderationRoutes)['getQueue']>['query'];

/** The cases that are an actor's to decide. */
export function createQueueService(deps: ModerationDeps) {
  const judge = createJudging(deps);

  async function toViews(actor: PersonActor, list: readonly Case[], moderated: rules.Moderated) {
    const about = list.flatMap(({ personId }) => personId ?? []);
    const reporters = list.flatMap(({ reports }) => reports.map(({ reporterId }) => reporterId));
    const wheres = list.map(({ communityIds }) => placeOf(communityIds, moderated));
    const [people, names, counts] = await Promise.all([
      deps.people.peopleById([...about, ...reporters]),
      deps.namesOf(wheres.filter((id) => id !== null)),
      deps.log.countSanctions(about, rules.entriesOf(moderated)),
    ]);
    const gathered = { people, names, counts };
    return Promise.all(
      list.map((one, n) =>
        toView(actor, { one, communityId: wheres[n] ?? null, moderated }, gathered),
      ),
    );
  }

  async function toView(actor: PersonActor, at: Listed, { people, names, counts }: Gathered) {
    const { one, communityId, moderated } = at;
    const { subject, personId } = one;
    const thing = await deps.subjects[subject.kind].find(subject.id);
    const alias = thing?.aliasId ? await deps.people.peopleById([thing.aliasId]) : {};
    return toCaseView({
      one,
      thing,
      communityId,
      communityName: (communityId && names.get(communityId)) ?? '',
      people: { ...people, ...alias },
      earlierActions: (personId && counts.get(personId)) ?? 0,
      can: await judge(actor, { subject, thing, personId, communityId }, moderated),
    });
  }

  return {
    async getQueue(actor: PersonActor, query: Query): Promise<Page<CaseView>> {
      const moderated = await requireModerated(deps, actor, query.communityId);
      const { limit, state } = query;
      const filter = rules.casesOf(moderated);
      const found = await deps.cases.list({
        filter,
        state,
        limit,
        afterId: idCursor(query.cursor),
      });
      const page = cutPage(found, limit, ({ id }) => [id]);
      return { ...page, items: await toViews(actor, page.items, moderated) };
    },
  };
}

interface Listed {
  one: Case;
  communityId: CommunityId | null;
  moderated: rules.Moderated;
}

interface Gathered {
  people: Parameters<typeof toCaseView>[0]['people'];
  names: Map<CommunityId, string>;
  counts: Map<PersonId, number>;
}

/** The places an actor keeps order in, or the one that was asked for; others are not there. */
export async function requireModerated(
  deps: ModerationDeps,
  actor: PersonActor,
  only: CommunityId | undefined,
): Promise<rules.Moderated> {
  const moderated = await deps.moderatedBy(actor);
  if (!rules.canOpenQueue(actor, moderated)) throw forbidden();
  if (!only) return moderated;
  if (!rules.canDecide(actor, moderated, [only])) throw notFound('community');
  return [only];
}
