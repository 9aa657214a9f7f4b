import type { SessionId } from '@jembatan/shared/ids';
import { leaseMs } from '@jembatan/shared/sfu-control.protocol';
import type { Clock } from '../../kernel/clock.ts';
import type { InSession } from './room-reports.ts';
import type { Settling } from './room-settling.ts';
import type { NodeStatus, RoomsStore } from './rooms.store.ts';
import type { StaysRepository } from './stays.repository.ts';

export interface EmptyNodesDeps {
  stays: StaysRepository;
  store: Pick<RoomsStore, 'nodeStatus'>;
  settling: Settling;
  inSession: InSession;
  clock: Clock;
}

/**
 * Ends stays on nodes where nobody can be: whoever was on a node that died left
 * when its lease ended, and a node without peers has lost a report. It must look
 * so for a while: a node that lives says so again right after Redis was away,
 * and reports may be on their way.
 */
export function createEmptyNodes({ stays, store, settling, inSession, clock }: EmptyNodesDeps) {
  const since = new Map<string, { at: Date; from: number }>();

  /** When the last one left it; null while somebody may be there. */
  async function emptySince(node: string): Promise<Date | null> {
    const status = await store.nodeStatus(node);
    if (isInhabited(status)) {
      since.delete(node);
      return null;
    }
    const first = since.get(node) ?? { at: clock.now(), from: performance.now() };
    since.set(node, first);
    if (performance.now() - first.from < leaseMs) return null;
    return status.alive ? first.at : (status.leaseEnd ?? first.at);
  }

  return {
    async close(): Promise<void> {
      const changed = new Set<SessionId>();
      for (const node of await stays.nodesWithOpen()) {
        const at = await emptySince(node);
        for (const stay of at ? await stays.end({ node, begunBy: at }, at) : []) {
          changed.add(stay.sessionId);
          await inSession.leave(stay);
        }
      }
      for (const id of changed) await settling.settle(id);
    },
  };
}

const isInhabited = (status: NodeStatus) => status.alive && status.peers !== 0;
