import { communityRoutes } from '@jembatan/shared/communities.contract';
import type { ThreadView } from '@jembatan/shared/threads.view';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Pill } from '../../ui/States.tsx';
import { TermPills } from './TermPills.tsx';
import { useNowAt } from './use-now.ts';
import './spaces.css';

function GroupName({ thread }: { thread: ThreadView }) {
  const t = useText('spaces');
  const { api } = useApp();
  const space = useResource(`space ${thread.spaceId}`, (signal) =>
    api(communityRoutes.getSpace, { params: { id: thread.spaceId } }, { signal }),
  );
  const group = space.value?.groups?.find(({ id }) => id === thread.groupId);
  return (
    <Pill>
      <Icon name="people" />
      {group ? t('marks.group', { group: group.name }) : t('marks.oneGroup')}
    </Pill>
  );
}

interface ThreadTermsProps {
  readonly thread: ThreadView;
  /** A day has come: what the reader may do is to be asked anew. */
  readonly onStale?: (() => void) | undefined;
}

/** In the head of a thread: its days, its pace, whom it is for. */
export function ThreadTerms({ thread, onStale }: ThreadTermsProps) {
  const { opensAt, dueAt } = thread.terms ?? thread;
  const now = useNowAt([opensAt, dueAt]);
  const first = useRef(now);
  useEffect(() => {
    if (now !== first.current) onStale?.();
  }, [now]);
  return (
    <span class="terms">
      {thread.groupId && <GroupName thread={thread} />}
      <TermPills terms={thread.terms ?? thread} />
    </span>
  );
}
