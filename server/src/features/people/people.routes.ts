import { peopleRoutes } from '@jembatan/shared/people.contract';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { PeopleService } from './people.service.ts';

export function mountPeople(router: RouteBinder, service: PeopleService): void {
  router.bind(peopleRoutes.getMe, ({ actor }) => service.getMe(actor));
  router.bind(peopleRoutes.changeMe, ({ actor, body }) => service.changeMe(actor, body));
  router.bind(peopleRoutes.getPerson, ({ actor, params }) =>
    service.getProfile(actor, params.handle),
  );
}
