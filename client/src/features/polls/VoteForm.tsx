import { type PollView, pollRoutes } from '@jembatan/shared/polls.contract';
import { useEffect, useId, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { newKey } from '../../net/http.ts';
import { draftsHere } from '../../state/drafts.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { OptionCount } from './PollFace.tsx';
import { RankedChoice } from './RankedChoice.tsx';

interface VoteFormProps {
  readonly poll: PollView;
  readonly onVoted: (poll: PollView) => void;
  /** The poll is another one than is shown here. */
  readonly onStale: () => void;
  /** Absent for a first vote. */
  readonly onCancel?: (() => void) | undefined;
}

/** What the reader is about to choose; on the device until it is sent, so that a network that fails loses nothing. */
function useChoice({ postId, edition, mine, options }: PollView) {
  const drafts = draftsHere(useApp().session);
  const place = `vote:${postId}:${edition}`;
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    const offered = (id: string) => options.some((option) => option.id === id);
    const kept = drafts.read(place)?.text.split(' ').filter(offered);
    return kept ?? mine ?? [];
  });
  return {
    chosen,
    isKept: drafts.read(place) !== null,
    choose: (next: readonly string[]) => {
      setChosen(next);
      drafts.write(place, { text: next.join(' '), key: newKey(), changedAt: Date.now() });
    },
    forget: () => drafts.remove(place),
  };
}

interface ChoicesProps extends Pick<VoteFormProps, 'poll'> {
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** One of them, or several. */
function PlainChoice({ poll, chosen, onChoose }: ChoicesProps) {
  const name = useId();
  const several = poll.kind === 'several';
  const isFull = several && chosen.length >= poll.max;
  return (
    <>
      {poll.options.map((option) => {
        const isChosen = chosen.includes(option.id);
        return (
          <label key={option.id} class="choice poll-choice">
            <input
              type={several ? 'checkbox' : 'radio'}
              name={name}
              checked={isChosen}
              disabled={isFull && !isChosen}
              onChange={() => {
                const others = several ? chosen.filter((id) => id !== option.id) : [];
                onChoose(several && isChosen ? others : [...others, option.id]);
              }}
            />
            <span class="poll-option">
              <span class="poll-text">
                <bdi>{option.text}</bdi>
              </span>
              <OptionCount poll={poll} option={option} />
            </span>
          </label>
        );
      })}
    </>
  );
}

function ruleOf({ kind, min, max, options }: PollView): [string, Record<string, number>] {
  if (kind !== 'several') return [`rule.${kind}`, {}];
  if (min === max) return ['rule.exactly', { count: min }];
  if (min === 1 && max === options.length) return ['rule.any', {}];
  return ['rule.between', { min, max }];
}

/** Where the reader votes; their choice is kept on the device until the hub has it. */
export function VoteForm({ poll, onVoted, onStale, onCancel }: VoteFormProps) {
  const t = useText('polls');
  const { api, announcer } = useApp();
  const { chosen, choose, forget, isKept } = useChoice(poll);
  const params = { id: poll.postId };
  const vote = useAction(async (_key, choices: string[]) => {
    const voted = await api(pollRoutes.vote, { params, body: { choices } });
    forget();
    announcer.announce(t('done'));
    onVoted(voted);
  });
  const code = vote.error?.code;
  useEffect(() => {
    if (code === 'poll-changed' || code === 'poll-closed') onStale();
  }, [code]);
  const offline = vote.error?.details.network === true;
  const isReady = chosen.length >= poll.min && chosen.length <= poll.max;
  const [rule, values] = ruleOf(poll);
  return (
    <form
      class="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void vote.run([...chosen]);
      }}
    >
      <fieldset class="fieldset" aria-describedby={`rule-${poll.postId}`}>
        <legend class="visually-hidden">{poll.question ?? t('poll')}</legend>
        <span class="small soft" id={`rule-${poll.postId}`}>
          {t(rule, values)}
        </span>
        {poll.kind === 'ranked' ? (
          <RankedChoice poll={poll} chosen={chosen} onChoose={choose} />
        ) : (
          <PlainChoice poll={poll} chosen={chosen} onChoose={choose} />
        )}
      </fieldset>
      {offline ? (
        <p class="note" role="alert">
          {t('offline')}
        </p>
      ) : (
        <ErrorNote error={vote.error} />
      )}
      <div class="row">
        <Button type="submit" look="primary" busy={vote.busy || !isReady}>
          {t('vote')}
        </Button>
        {onCancel && (
          <Button
            look="quiet"
            onClick={() => {
              forget();
              onCancel();
            }}
          >
            {t('cancel')}
          </Button>
        )}
        {isKept && isReady && !vote.busy && <span class="small soft">{t('notSent')}</span>}
      </div>
    </form>
  );
}
