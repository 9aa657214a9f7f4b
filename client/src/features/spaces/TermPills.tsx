import { useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Pill } from '../../ui/States.tsx';
import { useDuration } from './use-duration.ts';
import { useMoment } from './use-moment.ts';
import { useNowAt } from './use-now.ts';

interface Terms {
  readonly opensAt?: string | null | undefined;
  readonly dueAt?: string | null | undefined;
  readonly slowSeconds?: number | undefined;
  readonly separateGroups?: boolean | undefined;
  readonly pseudonyms?: boolean | undefined;
}

/** What one should know of a place before writing in it: its days, its pace, who sees what. */
export function TermPills({ terms }: { terms: Terms }) {
  const t = useText('spaces');
  const moment = useMoment();
  const duration = useDuration();
  const now = useNowAt([terms.opensAt, terms.dueAt]);
  const { opensAt, dueAt, slowSeconds = 0 } = terms;
  const opens = opensAt && Date.parse(opensAt) > now ? opensAt : null;
  const isOver = dueAt ? Date.parse(dueAt) <= now : false;
  if (!opens && !dueAt && !slowSeconds && !terms.separateGroups && !terms.pseudonyms) return null;
  return (
    <span class="terms">
      {opens && (
        <Pill>
          <Icon name="clock" />
          {t('marks.opens', { at: moment(opens) })}
        </Pill>
      )}
      {dueAt && (
        <Pill look={isOver ? 'harm' : undefined}>
          <Icon name="calendar" />
          {t(isOver ? 'marks.closed' : 'marks.due', { at: moment(dueAt) })}
        </Pill>
      )}
      {slowSeconds > 0 && <Pill>{t('marks.slow', { time: duration(slowSeconds) })}</Pill>}
      {terms.separateGroups && <Pill>{t('marks.groups')}</Pill>}
      {terms.pseudonyms && <Pill>{t('marks.pseudonyms')}</Pill>}
    </span>
  );
}
