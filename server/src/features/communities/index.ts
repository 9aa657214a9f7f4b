import type { Connection } from 'mongoose';
import type { RouteBinder } from '../../http/bind-routes.ts';
import type { Signals } from '../../kernel/signals.ts';
import { createBansRepository } from './bans.repository.ts';
import { createCommunitiesRepository } from './communities.repository.ts';
import { createMembersRepository } from './members.repository.ts';
import { createPlaceFacts } from './place-facts.ts';
import { createPlaces } from './places.ts';
import { createReadable } from './readable.ts';
import { createSpacesRepository } from './spaces.repository.ts';

export type { Places, ReadableSpace } from './places.ts';
export type { Readable } from './readable.ts';
export type { Space } from './spaces.repository.ts';

export interface CommunitiesDeps {
  connection: Connection;
  signals: Signals;
}

/** Communities, their members, spaces and study groups. */
export function createCommunities({ connection, signals }: CommunitiesDeps) {
  const communities = createCommunitiesRepository(connection);
  const members = createMembersRepository(connection);
  const bans = createBansRepository(connection);
  const spaces = createSpacesRepository(connection);
  const deps = { communities, members, bans, spaces, signals };
  const places = createPlaces(createPlaceFacts(deps), spaces);
  const { readableOf } = createReadable(deps);

  return {
    places: { ...places, readableOf },
    mount: (_router: RouteBinder) => undefined,
    async createIndexes() {
      for (const repository of [communities, members, bans, spaces])
        await repository.createIndexes();
    },
  };
}
