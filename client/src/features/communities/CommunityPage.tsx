import type { CommunityView } from '@jembatan/shared/communities.contract';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { About } from './About.tsx';
import { CommunityTrail } from './CommunityTrail.tsx';
import { GroupList } from './GroupList.tsx';
import { JoinBox } from './JoinBox.tsx';
import { LeaveButton } from './LeaveButton.tsx';
import { PlaceLinks } from './PlaceLinks.tsx';
import { useCommunity } from './use-community.ts';
import './communities.css';

function Community({
  community,
  onChanged,
}: {
  community: CommunityView;
  onChanged: (community: CommunityView) => void;
}) {
  const topic = `community:${community.id}`;
  return (
    <Page
      title={community.name}
      lead={
        <>
          {community.parentId && <CommunityTrail id={community.parentId} />}
          <About community={community} />
        </>
      }
      context={community.can.read && <Slot name="people-here" props={{ topic }} />}
    >
      <div class="stack-wide">
        <div class="stack">
          <JoinBox community={community} onChanged={onChanged} />
          {community.can.read && <Slot name="now-strip" props={{ communityId: community.id }} />}
          {community.can.read && (
            <Slot name="kinds" props={{ show: 'announcements', communityId: community.id }} />
          )}
          <PlaceLinks community={community} current="about" />
        </div>
        {community.can.read && <Slot name="space-list" props={{ community }} />}
        {community.can.read && !community.parentId && <GroupList community={community} />}
        {community.can.read && (
          <div class="here-below">
            <Slot name="people-here" props={{ topic }} />
          </div>
        )}
        {community.can.leave && <LeaveButton community={community} />}
      </div>
    </Page>
  );
}

/** `/c/:id/:slug?`: what a community is, its forums and its study groups. */
export function CommunityPage({ params }: PageProps) {
  const community = useCommunity(params.id);
  if (!community) return <NotFound />;
  return (
    <Loaded page resource={community}>
      {(view) => <Community key={view.id} community={view} onChanged={community.set} />}
    </Loaded>
  );
}
