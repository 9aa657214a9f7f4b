import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { seatsOf } from './room.selectors.ts';
import { useRoom } from './room-context.ts';
import { ScreenTile } from './ScreenTile.tsx';
import { SeatTile } from './SeatTile.tsx';
import { gridFor, layOut, type Tile } from './stage-layout.ts';

const unmeasured = { width: 0, height: 0 };

/** The room there is for the large pictures. */
function useSize(place: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState(unmeasured);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return size;
}

/** Whoever spoke last, also while nobody speaks: the stage does not flicker. */
function useLastSpeaker(): string | null {
  const { room } = useRoom().call;
  const loudest = room.value.speakers[0]?.peerId ?? null;
  const [last, setLast] = useState<string | null>(null);
  useEffect(() => {
    if (loudest && loudest !== room.peek().selfId) setLast(loudest);
  }, [loudest]);
  return last;
}

interface TileProps {
  readonly tile: Tile;
  readonly isPinned: boolean;
  readonly onPin: () => void;
}

function TileView({ tile, isPinned, onPin }: TileProps) {
  if (tile.shows === 'screen') return <ScreenTile seat={tile.seat} />;
  return <SeatTile seat={tile.seat} isPinned={isPinned} onPin={onPin} />;
}

/** The large pictures, and the strip of the others. */
export function Stage() {
  const t = useText('rooms');
  const { room } = useRoom().call;
  const [pinned, setPinned] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const size = useSize(place);
  const main = useRef<HTMLElement>(null);
  // Whoever came in by keyboard goes on from here.
  useEffect(() => main.current?.focus({ preventScroll: true }), []);
  const speaker = useLastSpeaker();
  const { stage, strip } = layOut(seatsOf(room.value), { pinned, speaker });
  const isGrid = stage.every((tile) => tile.shows === 'person') && stage.length > 1;
  const grid = isGrid ? gridFor(stage.length, size) : { columns: 1, ...size };
  const view = (tile: Tile) => (
    <TileView
      key={tile.key}
      tile={tile}
      isPinned={pinned === tile.key}
      onPin={() => setPinned(pinned === tile.key ? null : tile.key)}
    />
  );
  return (
    <main ref={main} class="stage-area" id="content" tabIndex={-1} aria-label={t('stage')}>
      <div
        ref={place}
        class="stage"
        style={{
          '--columns': String(grid.columns),
          '--tile-width': `${grid.width}px`,
          '--tile-height': `${grid.height}px`,
        }}
      >
        {stage.map(view)}
      </div>
      {strip.length > 0 && <div class="strip">{strip.map(view)}</div>}
    </main>
  );
}
