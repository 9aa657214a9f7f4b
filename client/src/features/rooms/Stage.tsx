import { useEffect, useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { seatsOf } from './room.selectors.ts';
import { useRoom } from './room-context.ts';
import { ScreenTile } from './ScreenTile.tsx';
import { SeatTile } from './SeatTile.tsx';
import { columnsFor, layOut, type Tile } from './stage-layout.ts';

const wideQuery = '(min-width: 700px)';

function useIsWide(): boolean {
  const [isWide, setWide] = useState(() => matchMedia(wideQuery).matches);
  useEffect(() => {
    const query = matchMedia(wideQuery);
    const onChange = () => setWide(query.matches);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, []);
  return isWide;
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
  const isWide = useIsWide();
  const speaker = useLastSpeaker();
  const { stage, strip } = layOut(seatsOf(room.value), { pinned, speaker });
  const view = (tile: Tile) => (
    <TileView
      key={tile.key}
      tile={tile}
      isPinned={pinned === tile.key}
      onPin={() => setPinned(pinned === tile.key ? null : tile.key)}
    />
  );
  return (
    <main class="stage-area" id="content" tabIndex={-1} aria-label={t('stage')}>
      <div class="stage" style={{ '--columns': String(columnsFor(stage.length, isWide)) }}>
        {stage.map(view)}
      </div>
      {strip.length > 0 && <div class="strip">{strip.map(view)}</div>}
    </main>
  );
}
