import type { PollView } from '@jembatan/shared/polls.contract';
import type { ComponentChildren } from 'preact';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import { TimeText } from '../../ui/Time.tsx';
import { RankedRounds } from './RankedRounds.tsx';
import './polls.css';

interface PollFaceProps {
  readonly poll: PollView;
  /** In place of the options: where the reader votes. */
  readonly form?: ComponentChildren;
  /** What the reader can do. */
  readonly children?: ComponentChildren;
}

type Option = PollView['options'][number];

/** How much of all who voted, as a share of one. */
const shareOf = ({ results, voters }: PollView, { id }: Option) =>
  voters === 0 ? 0 : (results?.counts[id] ?? 0) / voters;

/** Numbers in words and a bar, as wide as the share; the bar says nothing that the words do not. */
export function OptionCount({ poll, option }: { poll: PollView; option: Option }) {
  const t = useText('polls');
  const locale = useI18n().language.value;
  if (!poll.results) return null;
  const share = shareOf(poll, option);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(share);
  const count = poll.results.counts[option.id] ?? 0;
  const words = poll.kind === 'ranked' ? t('firsts', { count }) : t('votes', { count });
  return (
    <>
      <span class="poll-count">
        {words} · {percent}
      </span>
      <svg
        class="poll-bar"
        viewBox="0 0 100 8"
        width="100%"
        height="8"
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect width={share * 100} height="8" />
      </svg>
    </>
  );
}

function Options({ poll }: { poll: PollView }) {
  const t = useText('polls');
  const { options, mine, results, kind } = poll;
  return (
    <ul class="poll-options">
      {options.map((option) => {
        const rank = mine?.indexOf(option.id) ?? -1;
        const won = results?.winners?.includes(option.id);
        return (
          <li key={option.id} class={rank >= 0 ? 'poll-option poll-mine' : 'poll-option'}>
            <span class="poll-text">
              <bdi>{option.text}</bdi>
            </span>
            {rank >= 0 && (
              <span class="poll-mark">
                <Icon name="check" />
                {kind === 'ranked' ? t('yourRank', { rank: rank + 1 }) : t('yours')}
              </span>
            )}
            {won && poll.closed && <span class="pill pill-good">{t('won')}</span>}
            <OptionCount poll={poll} option={option} />
          </li>
        );
      })}
    </ul>
  );
}

/** When it closes or was closed, in the reader's zone. */
function Closing({ poll: { closed, closedAt, closesAt } }: { poll: PollView }) {
  const t = useText('polls');
  const at = closed ? (closedAt ?? closesAt) : closesAt;
  if (!at) return null;
  return (
    <span>
      {t(closed ? 'closedAt' : 'closesAt')} <TimeText at={at} />
    </span>
  );
}

/** A poll to be read: what is asked, what may be chosen, what was chosen as far as it is shown. */
export function PollFace({ poll, form, children }: PollFaceProps) {
  const t = useText('polls');
  const title = poll.question ?? t('poll');
  const id = `poll-${poll.postId}`;
  return (
    <section class="poll" aria-labelledby={id}>
      <h3 id={id} class="poll-title" dir="auto">
        {title}
      </h3>
      {form ?? <Options poll={poll} />}
      {poll.kind === 'ranked' && poll.results && <RankedRounds poll={poll} />}
      <p class="poll-facts small soft">
        <span>{t('voters', { count: poll.voters })}</span>
        <Closing poll={poll} />
        <span>{t(poll.anonymous ? 'anonymous' : 'open')}</span>
        {!poll.results && <span>{t(`hidden.${poll.show}`)}</span>}
      </p>
      {children}
    </section>
  );
}
