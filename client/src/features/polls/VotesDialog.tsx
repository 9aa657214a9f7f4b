import { type PollView, pollRoutes } from '@jembatan/shared/polls.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { MoreButton } from '../../frame/MoreButton.tsx';
import { usePages } from '../../frame/use-pages.ts';
import { useText } from '../../i18n/use-text.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { Avatar, NameLink } from '../../ui/Person.tsx';

/** Who chose what in an open poll, of one option or of all. */
export function VotesDialog({ poll, onClose }: { poll: PollView; onClose: () => void }) {
  const t = useText('polls');
  const { api } = useApp();
  const [option, setOption] = useState('');
  const ask = (cursor?: string, signal?: AbortSignal) =>
    api(
      pollRoutes.listVotes,
      { params: { id: poll.postId }, query: { limit: '50', cursor, option: option || undefined } },
      { signal },
    );
  const paged = usePages(`votes ${poll.postId} ${poll.version} ${option}`, ask);
  const textsOf = (choices: readonly string[]) =>
    choices.flatMap((id) => poll.options.find((one) => one.id === id)?.text ?? []);
  return (
    <Dialog open title={t('who')} onClose={onClose}>
      <SelectField
        label={t('option')}
        value={option}
        onChange={(event) => setOption(event.currentTarget.value)}
      >
        <option value="">{t('all')}</option>
        {poll.options.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </SelectField>
      <Loaded resource={paged.resource}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="soft">{t('nobody')}</p>}
            <ul class="list">
              {items.map(({ person, choices }) => (
                <li key={person.id} class="list-row">
                  <Avatar person={person} size="small" />
                  <span class="grow">
                    <NameLink person={person} />
                    {poll.kind !== 'single' || option === '' ? (
                      <span class="small soft poll-chosen">
                        {textsOf(choices).map((text, index) => (
                          <span key={text}>
                            {index > 0 && ' · '}
                            <bdi>{text}</bdi>
                          </span>
                        ))}
                      </span>
                    ) : null}
                  </span>
                </li>
              ))}
            </ul>
            <MoreButton paged={paged} />
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
