import type { SpaceChoice } from '@jembatan/shared/choices.contract';
import type { SpaceId } from '@jembatan/shared/ids';
import type { PersonActor } from '../../kernel/actor.ts';
import { type Broadcaster, rooms } from '../../kernel/broadcaster.ts';
import type { EventBus } from '../../kernel/domain-events.ts';
import type { ChoicesRepository } from './choices.repository.ts';
import type { ReadingFeatureDeps } from './reading.deps.ts';

export interface ChoicesDeps extends Pick<ReadingFeatureDeps, 'transact' | 'places' | 'bus'> {
  choices: ChoicesRepository;
}

interface Said {
  shape?: SpaceChoice['shape'] | undefined;
  order?: SpaceChoice['order'] | undefined;
}

/** How a person reads each space: kept for them alone, in step across their devices. */
export function createChoicesService({ choices, places, transact }: ChoicesDeps) {
  return {
    async get(actor: PersonActor, spaceId: SpaceId): Promise<SpaceChoice> {
      await places.getReadableSpace(actor, spaceId);
      return choices.find(actor.id, spaceId);
    },

    async set(actor: PersonActor, spaceId: SpaceId, { shape, order }: Said): Promise<SpaceChoice> {
      await places.getReadableSpace(actor, spaceId);
      const said = { ...(shape && { shape }), ...(order && { order }) };
      return transact(async (tx) => {
        const choice = await choices.set(actor.id, spaceId, said);
        tx.announce('choice:changed', { spaceId, personId: actor.id }, actor.id);
        return choice;
      });
    },
  };
}

export function tellChoices(bus: EventBus, broadcaster: Broadcaster): void {
  bus.on('choice:changed', ({ facts: { personId, spaceId } }) =>
    broadcaster.emit(rooms.person(personId), 'choice:changed', { spaceId }),
  );
}
