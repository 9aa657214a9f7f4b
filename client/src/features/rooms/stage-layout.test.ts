import { describe, expect, it } from 'vitest';
import type { Seat } from './room.selectors.ts';
import { gridFor, layOut } from './stage-layout.ts';

function seat(id: string, on: ('camera' | 'screen')[] = [], hand?: number): Seat {
  const sources = on.map(
    (source) =>
      [
        source,
        { id: `${id} ${source}`, peerId: id, kind: 'video', source, paused: false, mutedBy: null },
      ] as const,
  );
  const peer = {
    id,
    personId: 'a'.repeat(24) as never,
    displayName: id,
    role: 'speaker',
    connection: 'connected',
    mutedSources: [],
    ...(hand === undefined ? {} : { hand }),
  } as const;
  return {
    peer: { ...peer, mutedSources: [] },
    isSelf: false,
    speaking: false,
    link: 'good',
    sources: new Map(sources),
  };
}

const keys = (tiles: readonly { key: string }[]) => tiles.map(({ key }) => key);
const nobody = { pinned: null, speaker: null };

describe('the stage', () => {
  it('shows a shared screen large and everybody in the strip', () => {
    const { stage, strip } = layOut(
      [seat('ana', ['camera']), seat('ben', ['camera', 'screen'])],
      nobody,
    );
    expect(keys(stage)).toEqual(['ben screen']);
    expect(keys(strip)).toEqual(['ana person', 'ben person']);
  });

  it('shows all as equals in a small room, those with a hand or a camera first', () => {
    const { stage, strip } = layOut(
      [seat('ana'), seat('ben', ['camera']), seat('cem', [], 1)],
      nobody,
    );
    expect(keys(stage)).toEqual(['cem person', 'ben person', 'ana person']);
    expect(strip).toEqual([]);
  });

  it('shows whoever spoke last in a large room, and what was pinned before anything else', () => {
    const many = Array.from({ length: 12 }, (_, at) => seat(`p${at}`));
    expect(keys(layOut(many, { pinned: null, speaker: 'p7' }).stage)).toEqual(['p7 person']);
    const shown = layOut([...many, seat('cam', ['camera'])], nobody).stage;
    expect(keys(shown)).toEqual(['cam person']);
    const { stage, strip } = layOut([...many, seat('x', ['screen'])], {
      pinned: 'p3 person',
      speaker: 'p7',
    });
    expect(keys(stage)).toEqual(['p3 person']);
    expect(strip).toHaveLength(13);
  });

  it('gives each tile the most room the window has', () => {
    const columns = (count: number, width: number, height: number) =>
      gridFor(count, { width, height }).columns;
    expect([1, 2, 4, 6].map((count) => columns(count, 344, 600))).toEqual([1, 1, 2, 2]);
    expect([1, 2, 4, 9].map((count) => columns(count, 1264, 720))).toEqual([1, 2, 2, 3]);
    const { width, height } = gridFor(2, { width: 1264, height: 720 });
    expect(width / height).toBeLessThanOrEqual(16 / 9 + 0.01);
    expect(width / height).toBeGreaterThanOrEqual(1.19);
  });
});
