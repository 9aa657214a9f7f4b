import type { PollView } from '@jembatan/shared/polls.contract';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';

/** Who wins a ranked poll, and how it came to that, round by round. */
export function RankedRounds({ poll }: { poll: PollView }) {
  const t = useText('polls');
  const format = useFormat();
  const { rounds = [], winners = [] } = poll.results ?? {};
  const leading = poll.options.filter(({ id }) => winners.includes(id));
  if (leading.length === 0) return null;
  return (
    <div class="stack-tight">
      <p>
        <strong>{t(poll.closed ? 'ranked.winner' : 'ranked.leads')}</strong>{' '}
        {leading.map(({ id, text }, index) => (
          <span key={id}>
            {index > 0 && ' · '}
            <bdi>{text}</bdi>
          </span>
        ))}
      </p>
      <details>
        <summary>{t('ranked.rounds', { count: rounds.length })}</summary>
        <p class="small soft">{t('ranked.how')}</p>
        <div class="poll-rounds">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('option')}</th>
                {rounds.map((_round, index) => (
                  <th key={index} scope="col">
                    {t('ranked.round', { number: index + 1 })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {poll.options.map(({ id, text }) => (
                <tr key={id}>
                  <th scope="row">
                    <bdi>{text}</bdi>
                  </th>
                  {rounds.map((round, index) => {
                    const count = round[id];
                    return <td key={index}>{count === undefined ? '–' : format.number(count)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
