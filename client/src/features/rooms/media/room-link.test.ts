import { AppError } from '@jembatan/shared/errors';
import type { JoinAnswer } from '@jembatan/shared/sessions.contract';
import { describe, expect, it, vi } from 'vitest';
import type { ConnectionListener, Handshake, RoomConnection } from './room-connection.ts';
import { RoomLink } from './room-link.ts';

/** A way to the SFU whose doors the test opens and shuts. */
function road(refusals: (AppError | null)[] = []) {
  const handshakes: Handshake[] = [];
  const heard: string[] = [];
  let tickets = 0;
  let drop = () => {};
  const connection: RoomConnection = {
    isOpen: true,
    ask: () => Promise.reject(new AppError('unavailable')),
    measure: () => Promise.resolve(1),
    leave: () => {},
    drop: () => {},
  };
  const link = new RoomLink({
    requestTicket: (): Promise<JoinAnswer> => {
      tickets += 1;
      const answer = { ticket: `ticket ${tickets}`, sfuUrl: 'http://room.test', iceServers: [] };
      return Promise.resolve({ ...answer, rtpCapabilities: {} });
    },
    openConnection: async (_url, handshake, listener: ConnectionListener) => {
      handshakes.push(handshake);
      const refusal = refusals.shift();
      if (refusal) throw refusal;
      drop = () => listener.onDrop();
      return connection;
    },
    listener: {
      onOpen: () => heard.push('open'),
      onEvent: () => heard.push('event'),
      onJoinReply: () => heard.push('joined'),
      onLost: () => heard.push('lost'),
      onDelay: () => heard.push('delay'),
      onHopeless: ({ code }) => heard.push(`hopeless: ${code}`),
    },
  });
  return { link, handshakes, heard, drop: () => drop() };
}

const settled = (heard: string[], last: string) =>
  vi.waitFor(() => expect(heard.at(-1)).toBe(last), { timeout: 4_000 });

describe('the way to the room', () => {
  it('VID-1 comes back by the seat after a drop, with no new ticket', async () => {
    const { link, handshakes, heard, drop } = road();
    link.open();
    await settled(heard, 'open');
    link.rememberSeat('seat', 60);
    drop();
    await settled(heard, 'open');
    expect(handshakes).toEqual([{ ticket: 'ticket 1' }, { resume: 'seat' }]);
    expect(heard).toEqual(['open', 'lost', 'open']);
    link.leave();
  });

  it('asks for a new ticket when the seat is gone, or was held too long ago', async () => {
    const { link, handshakes, heard, drop } = road([null, new AppError('seat-gone')]);
    link.open();
    await settled(heard, 'open');
    link.rememberSeat('seat', 60);
    drop();
    await settled(heard, 'open');
    expect(handshakes.slice(1)).toEqual([{ resume: 'seat' }, { ticket: 'ticket 2' }]);
    link.rememberSeat('held for no time', 0);
    drop();
    await settled(heard, 'open');
    expect(handshakes.at(-1)).toEqual({ ticket: 'ticket 3' });
    link.leave();
  });

  it('CONN-4 an expired ticket at the door is replaced without anybody noticing', async () => {
    const { link, handshakes, heard } = road([new AppError('ticket-expired')]);
    link.open();
    await settled(heard, 'open');
    expect(handshakes).toEqual([{ ticket: 'ticket 1' }, { ticket: 'ticket 2' }]);
    expect(heard).toEqual(['delay', 'open']);
    link.leave();
  });

  it('keeps trying while the network is away, and stops where it is of no use', async () => {
    const away = new AppError('unavailable', { network: true });
    const { link, handshakes, heard } = road([away, away, new AppError('banned')]);
    link.open();
    await settled(heard, 'hopeless: banned');
    expect(handshakes).toHaveLength(3);
    expect(heard).toEqual(['delay', 'delay', 'hopeless: banned']);
  });

  it('goes to the new place of a room that moved, with a new ticket', async () => {
    const { link, handshakes, heard } = road();
    link.open();
    await settled(heard, 'open');
    link.rememberSeat('seat', 60);
    link.renew();
    await settled(heard, 'open');
    expect(handshakes).toEqual([{ ticket: 'ticket 1' }, { ticket: 'ticket 2' }]);
    link.leave();
  });

  it('holds a newer ticket ready for whoever waits before the door', async () => {
    const { link, heard } = road();
    link.open();
    await settled(heard, 'open');
    expect(link.newerTicket).toBeUndefined();
    await link.refreshTicket();
    expect(link.newerTicket).toBe('ticket 2');
    link.rememberSeat('seat', 60);
    expect(link.newerTicket).toBeUndefined();
    link.leave();
  });
});
