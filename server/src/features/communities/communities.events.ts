import type { EventBus } from '../../kernel/domain-events.ts';
import type { Signals } from '../../kernel/signals.ts';
import type { PeopleService } from '../people/index.ts';
import type { MembersRepository } from './members.repository.ts';
import { foldMember } from './names.ts';

export interface CommunityEventDeps {
  bus: EventBus;
  signals: Signals;
  members: MembersRepository;
  people: Pick<PeopleService, 'requirePerson'>;
}

/**
 * What must follow a change, also when the server that made it died right after:
 * every server asks again who may what.
 */
export function followCommunityEvents({ bus, signals, members, people }: CommunityEventDeps): void {
  bus.on('community:changed', ({ facts: { communityId, only } }) => {
    if (!only) signals.send('rights:changed', { communityId });
  });
  for (const type of ['member:joined', 'member:changed', 'member:left', 'ban:lifted'] as const) {
    bus.on(type, ({ facts: { communityId, personId } }) => {
      signals.send('rights:changed', { communityId, personId });
    });
  }
  bus.on('person:changed', async ({ facts: { personId } }) => {
    await members.rename(personId, foldMember(await people.requirePerson(personId)));
  });
}
