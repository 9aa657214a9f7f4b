import type { PollView } from '@jembatan/shared/polls.contract';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/Button.tsx';

interface RankedChoiceProps {
  readonly poll: PollView;
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

interface RankProps {
  readonly id: string;
  readonly text: string;
  readonly index: number;
  readonly isLast: boolean;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

/** One that is chosen: its place, and the buttons that move it. */
function Rank({ id, text, index, isLast, onMove, onRemove }: RankProps) {
  const t = useText('polls');
  return (
    <li class="poll-rank">
      <span class="poll-number" aria-hidden="true">
        {index + 1}
      </span>
      <span class="grow">
        <bdi>{text}</bdi>
      </span>
      <IconButton
        icon="down"
        class="poll-up"
        data-rank={`up-${id}`}
        aria-disabled={index === 0}
        label={t('ranked.up', { option: text })}
        onClick={() => onMove(-1)}
      />
      <IconButton
        icon="down"
        data-rank={`down-${id}`}
        aria-disabled={isLast}
        label={t('ranked.down', { option: text })}
        onClick={() => onMove(1)}
      />
      <IconButton icon="close" label={t('ranked.remove', { option: text })} onClick={onRemove} />
    </li>
  );
}

/** Puts options in order by presses: chosen ones above, each with buttons; the others below. */
export function RankedChoice({ poll, chosen, onChoose }: RankedChoiceProps) {
  const t = useText('polls');
  const { announcer } = useApp();
  const list = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  const textOf = (id: string) => poll.options.find((option) => option.id === id)?.text ?? '';

  function change(next: readonly string[], id: string, focus: string): void {
    onChoose(next);
    const rank = next.indexOf(id) + 1;
    announcer.announce(
      rank > 0
        ? t('ranked.now', { option: textOf(id), rank })
        : t('ranked.out', { option: textOf(id) }),
    );
    wanted.current = focus;
  }
  // The button pressed may be gone or somewhere else: the focus stays with its option.
  useLayoutEffect(() => {
    const name = wanted.current;
    wanted.current = null;
    if (name) list.current?.querySelector<HTMLElement>(`[data-rank="${name}"]`)?.focus();
  });

  function move(id: string, by: 1 | -1): void {
    const at = chosen.indexOf(id);
    const next = [...chosen];
    const other = next[at + by];
    if (other === undefined) return;
    next[at] = other;
    next[at + by] = id;
    change(next, id, `${by === 1 ? 'down' : 'up'}-${id}`);
  }

  return (
    <div class="stack-tight" ref={list}>
      <ol class="poll-ranks">
        {chosen.map((id, index) => (
          <Rank
            key={id}
            {...{ id, index }}
            text={textOf(id)}
            isLast={index === chosen.length - 1}
            onMove={(by) => move(id, by)}
            onRemove={() =>
              change(
                chosen.filter((one) => one !== id),
                id,
                `add-${id}`,
              )
            }
          />
        ))}
      </ol>
      {poll.options
        .filter(({ id }) => !chosen.includes(id))
        .map(({ id, text }) => (
          <button
            key={id}
            type="button"
            class="choice poll-add"
            data-rank={`add-${id}`}
            aria-label={t('ranked.add', { option: text, rank: chosen.length + 1 })}
            onClick={() => change([...chosen, id], id, `up-${id}`)}
          >
            <span class="poll-number" aria-hidden="true">
              +
            </span>
            <bdi>{text}</bdi>
          </button>
        ))}
    </div>
  );
}
