import { AppError, assertNever } from '@jembatan/shared/errors';
import type { SfuCommand } from '@jembatan/shared/sfu-control.protocol';
import type { Logger } from '../kernel/logger.ts';
import type { RoomRegistry } from '../rooms/RoomRegistry.ts';
import type { Reporter } from './Reporter.ts';

export interface CommandDeps {
  registry: RoomRegistry;
  reporter: Pick<Reporter, 'report'>;
  drain: (draining: boolean) => void;
  logger: Logger;
}

/** Does what the server tells this node, and acknowledges it. Never throws. */
export async function obey(command: SfuCommand, deps: CommandDeps): Promise<void> {
  const { reporter, logger } = deps;
  try {
    await carryOut(command, deps);
    reporter.report({ kind: 'command:done', command: command.id, ok: true });
  } catch (err) {
    logger.error({ err, command: command.kind }, 'command failed');
    const code = err instanceof AppError ? err.code : 'internal';
    reporter.report({ kind: 'command:done', command: command.id, ok: false, code });
  }
}

async function carryOut(command: SfuCommand, { registry, drain }: CommandDeps): Promise<void> {
  switch (command.kind) {
    case 'room:end':
      return registry.get(command.room)?.close(command.reason);
    case 'room:lock':
      return registry.get(command.room)?.lock(command.locked);
    case 'person:remove':
      return removePerson(registry, command);
    case 'person:allow':
      return registry.get(command.room)?.allow(command.person);
    case 'person:admit':
      return registry.get(command.room)?.admit(command.person);
    case 'person:mute':
      return mutePerson(registry, command);
    case 'sign-in:end':
      return registry.list().forEach((room) => void room.endSignIn(command.sid));
    case 'node:drain':
      return drain(command.draining);
    default:
      return assertNever(command);
  }
}

function removePerson(
  registry: RoomRegistry,
  { room: id, person }: Extract<SfuCommand, { kind: 'person:remove' }>,
): void {
  const room = registry.get(id);
  for (const peer of room?.peersOf(person) ?? [])
    peer.events.emit('moderated', { action: 'remove', by: null });
  room?.remove(person);
}

async function mutePerson(
  registry: RoomRegistry,
  command: Extract<SfuCommand, { kind: 'person:mute' }>,
): Promise<void> {
  const { source, muted } = command;
  const peers = registry.get(command.room)?.peersOf(command.person) ?? [];
  const action = muted ? (source === 'camera' ? 'stop-video' : 'mute') : 'allow';
  for (const peer of peers) {
    await peer.hold(source, muted);
    peer.events.emit('moderated', { action, by: null, source });
  }
}
