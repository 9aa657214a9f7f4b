import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import type { RequestId } from '@jembatan/shared/ids';
import { useApp } from '../../app-context.ts';
import { MoreButton } from '../../frame/MoreButton.tsx';
import { usePages } from '../../frame/use-pages.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Avatar, NameLink } from '../../ui/Person.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { RelativeTime } from '../../ui/Time.tsx';

interface RequestListProps {
  readonly community: CommunityView;
  readonly onAnswered: () => void;
}

/** People who ask to come in; nothing when nobody does. */
export function RequestList({ community, onAnswered }: RequestListProps) {
  const t = useText('communities');
  const { api } = useApp();
  const { id } = community;
  const paged = usePages(`requests ${id} ${community.memberCount}`, (cursor, signal) =>
    api(communityRoutes.listRequests, { params: { id }, query: { cursor } }, { signal }),
  );
  const answer = useAction(async (key, requestId: RequestId, word: 'accept' | 'refuse') => {
    await api(
      communityRoutes.answerRequest,
      { params: { id: requestId }, body: { answer: word } },
      { key },
    );
    paged.resource.reload();
    onAnswered();
  });
  const items = paged.resource.value?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="requests">
      <h2 id="requests">{t('requests.title', { count: items.length })}</h2>
      <ul class="list">
        {items.map((request) => (
          <li key={request.id} class="list-row request-row">
            <Avatar person={request.person} />
            <span class="grow">
              <NameLink person={request.person} />
              <span class="small soft community-facts">
                <RelativeTime at={request.createdAt} />
              </span>
            </span>
            <span class="row">
              <Button
                look="primary"
                busy={answer.busy}
                onClick={() => void answer.run(request.id, 'accept')}
              >
                {t('requests.accept')}
              </Button>
              <Button busy={answer.busy} onClick={() => void answer.run(request.id, 'refuse')}>
                {t('requests.refuse')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <ErrorNote error={answer.error} />
      <MoreButton paged={paged} />
    </section>
  );
}
