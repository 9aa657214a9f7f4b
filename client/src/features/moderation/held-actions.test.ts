import { AppError } from '@jembatan/shared/errors';
import { caseId } from '@jembatan/shared/ids';
import type { CaseView } from '@jembatan/shared/moderation.contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHeldActions, type HeldAction } from './held-actions.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function caseOf(number: number): CaseView {
  return {
    id: caseId.parse(number.toString(16).padStart(24, '0')),
    communityId: null,
    communityName: 'Class 9b',
    subject: { kind: 'post', id: 'a'.repeat(24) },
    content: {
      title: 'Water',
      html: '<p>x</p>',
      author: null,
      threadId: null,
      number: 1,
      hidden: false,
      locked: false,
    },
    reports: [],
    earlierActions: 0,
    state: 'open',
    openedAt: '2026-03-01T00:00:00Z',
    can: ['hide', 'dismiss'],
  };
}

function desk() {
  const sent: string[] = [];
  const act = vi.fn(
    async (one: HeldAction) => void sent.push(`${one.action} ${Number.parseInt(one.case.id, 16)}`),
  );
  return { sent, act, actions: createHeldActions(act) };
}

describe('decisions of moderators', () => {
  it('can be taken back for thirty seconds, and then they are carried out', async () => {
    const { sent, actions } = desk();
    actions.decide({ case: caseOf(1), action: 'hide', reason: '' });
    actions.decide({ case: caseOf(2), action: 'dismiss', reason: '' });
    await vi.advanceTimersByTimeAsync(29_000);
    actions.undo(caseOf(1).id);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(sent).toEqual(['dismiss 2']);
    expect(actions.held.value).toEqual([]);
  });

  it('are carried out when the page is left, each once', async () => {
    const { sent, actions } = desk();
    actions.decide({ case: caseOf(1), action: 'hide', reason: '' });
    actions.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual(['hide 1']);
  });

  it('come back into the queue when they fail', async () => {
    const { act, actions } = desk();
    act.mockRejectedValueOnce(new AppError('forbidden'));
    actions.decide({ case: caseOf(1), action: 'hide', reason: '' });
    actions.hurry(caseOf(1).id);
    await vi.advanceTimersByTimeAsync(0);
    expect(actions.done.value.size).toBe(0);
    expect(actions.failed.value?.error.code).toBe('forbidden');
  });
});
