import { kindRoutes } from '@jembatan/shared/kinds.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import { type AnswersDeps, createAnswersService } from './answers.service.ts';

/** What some kinds of thread have besides their posts. */
export function createKinds(deps: AnswersDeps) {
  const listAnswers = createAnswersService(deps);
  return {
    mount(router: RouteBinder): void {
      router.bind(kindRoutes.listAnswers, ({ actor, params, query }) =>
        listAnswers(actor, params.id, query),
      );
    },
  };
}
