import { limits } from '@jembatan/shared/limits';
import type { ActionKind, CaseView } from '@jembatan/shared/moderation.contract';
import type { TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Avatar, Name, NameLink } from '../../ui/Person.tsx';
import { Pill } from '../../ui/States.tsx';
import { RelativeTime } from '../../ui/Time.tsx';
import { UserText } from '../../ui/UserText.tsx';

interface CaseCardProps {
  readonly view: CaseView;
  readonly onDecide: (action: ActionKind, reason: string) => void;
  /** Moves the focus to the next or the previous card. */
  readonly onMove: (step: 1 | -1) => void;
  readonly onUndo: () => void;
}

const harmful: ReadonlySet<ActionKind> = new Set(['hide', 'remove-member', 'ban-member']);

/** The reported thing as it stands in its place. */
function Content({ view }: { view: CaseView }) {
  const t = useText('moderation');
  const { content, subject } = view;
  return (
    <div class="case-content">
      <div class="row">
        {content.author && (
          <>
            <Avatar person={content.author} size="small" />
            <NameLink person={content.author} />
          </>
        )}
        <Pill>{t(`subject.${subject.kind}`)}</Pill>
        {content.hidden && <Pill look="harm">{t('hidden')}</Pill>}
        {content.locked && <Pill>{t('locked')}</Pill>}
      </div>
      {content.title && (
        <p dir="auto">
          <strong>{content.title}</strong>
        </p>
      )}
      {content.html && <UserText html={content.html} people={{}} />}
      {content.threadId && (
        <a
          class="case-place"
          href={`/t/${content.threadId}${content.number ? `#p${content.number}` : ''}`}
        >
          {t('inPlace')}
        </a>
      )}
    </div>
  );
}

function Reports({ view }: { view: CaseView }) {
  const t = useText('moderation');
  return (
    <div class="stack-tight">
      <h3>{t('reports', { count: view.reports.length })}</h3>
      <ul class="case-reports">
        {view.reports.map((report) => (
          <li key={`${report.reporter.id} ${report.createdAt}`}>
            <Pill look="harm">{t(`reason.${report.reason}`)}</Pill>{' '}
            <Name person={report.reporter} />{' '}
            <span class="small soft">
              <RelativeTime at={report.createdAt} />
            </span>
            {report.note && (
              <p class="case-note" dir="auto">
                {report.note}
              </p>
            )}
          </li>
        ))}
      </ul>
      <p class="small soft">{t('history', { count: view.earlierActions })}</p>
    </div>
  );
}

interface ActionsProps {
  readonly view: CaseView;
  readonly onChoose: (action: ActionKind) => void;
}

function Actions({ view, onChoose }: ActionsProps) {
  const t = useText('moderation');
  return (
    <ol class="case-actions">
      {view.can.map((action, index) => (
        <li key={action} class="case-action">
          <Button
            look={harmful.has(action) ? 'harm' : 'secondary'}
            onClick={() => onChoose(action)}
          >
            <span class="case-key" aria-hidden="true">
              {index + 1}
            </span>
            {t(`action.${action}`)}
          </Button>
          <span class="small soft">{t(`does.${action}`)}</span>
        </li>
      ))}
    </ol>
  );
}

function isTyping(event: KeyboardEvent): boolean {
  return (
    event.target instanceof HTMLInputElement ||
    event.isComposing ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey
  );
}

/**
 * One case: what was reported, by whom, what came before, and what can be done.
 * While the card has the focus: digits act, J and K move on and back, U undoes.
 */
export function CaseCard({ view, onDecide, onMove, onUndo }: CaseCardProps) {
  const t = useText('moderation');
  const [reason, setReason] = useState('');
  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>): void {
    if (isTyping(event)) return;
    const action = view.can[Number(event.key) - 1];
    const key = event.key.toLowerCase();
    if (action) onDecide(action, reason);
    else if (key === 'j') onMove(1);
    else if (key === 'k') onMove(-1);
    else if (key === 'u') onUndo();
    else return;
    event.preventDefault();
  }
  return (
    <article
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of a card work while it has the focus, and only then (WCAG 2.1.4).
      tabIndex={0}
      class="card case"
      id={`case-${view.id}`}
      aria-label={t('case', {
        title: view.content.title || view.communityName,
        count: view.reports.length,
      })}
      onKeyDown={onKeyDown}
    >
      <div class="small soft row-between">
        <h2 class="case-head">
          <bdi>{view.communityName}</bdi>
        </h2>
        <RelativeTime at={view.openedAt} />
      </div>
      <Content view={view} />
      <Reports view={view} />
      <Field
        label={t('why')}
        hint={t('whyHint')}
        value={reason}
        maxLength={limits.description}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <Actions view={view} onChoose={(action) => onDecide(action, reason)} />
    </article>
  );
}
