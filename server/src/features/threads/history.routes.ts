import { historyRoutes } from '@jembatan/shared/history.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { HistoryService } from './history.service.ts';
import type { SetWiki } from './wiki.service.ts';

export interface HistoryRouteDeps {
  history: HistoryService;
  setWiki: SetWiki;
}

export function mountHistory(router: RouteBinder, { history, setWiki }: HistoryRouteDeps): void {
  router.bind(historyRoutes.listRevisions, ({ actor, params, query }) =>
    history.listRevisions(actor, params.id, query),
  );
  router.bind(historyRoutes.restoreRevision, ({ actor, params: { id, revision }, body }) =>
    history.restore(actor, id, { ...body, revision }),
  );
  router.bind(historyRoutes.setWiki, ({ actor, params, body }) =>
    setWiki(actor, params.id, body.on),
  );
}
