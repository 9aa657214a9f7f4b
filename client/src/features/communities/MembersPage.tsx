import {
  type CommunityView,
  communityRoutes,
  type MembershipView,
} from '@jembatan/shared/communities.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { MoreButton } from '../../frame/MoreButton.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { usePages } from '../../frame/use-pages.ts';
import { useText } from '../../i18n/use-text.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Avatar, NameLink } from '../../ui/Person.tsx';
import { EmptyState, Pill } from '../../ui/States.tsx';
import { CommunityTrail } from './CommunityTrail.tsx';
import { MemberDialog } from './MemberDialog.tsx';
import { PlaceLinks } from './PlaceLinks.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { RequestList } from './RequestList.tsx';
import { useCommunity } from './use-community.ts';
import './communities.css';

type Doing = { readonly what: 'change' | 'remove'; readonly member: MembershipView } | null;

function MemberRow({ member, onDo }: { member: MembershipView; onDo: (doing: Doing) => void }) {
  const t = useText('communities');
  return (
    <div class="list-row">
      <Avatar person={member.person} />
      <span class="grow">
        <NameLink person={member.person} />
        <span class="small soft community-facts">
          <bdi>@{member.person.handle}</bdi>
          {member.class && <bdi>{member.class}</bdi>}
        </span>
      </span>
      <Pill>{t(`role.${member.role}`)}</Pill>
      {(member.can.changeRole || member.can.remove) && (
        <Menu label={t('member.more', { name: member.person.displayName })}>
          {member.can.changeRole && (
            <MenuItem icon="edit" onSelect={() => onDo({ what: 'change', member })}>
              {t('member.change')}
            </MenuItem>
          )}
          {member.can.remove && (
            <MenuItem icon="leave" harm onSelect={() => onDo({ what: 'remove', member })}>
              {t('member.remove')}
            </MenuItem>
          )}
        </Menu>
      )}
    </div>
  );
}

function MemberList({ community }: { community: CommunityView }) {
  const t = useText('communities');
  const { api } = useApp();
  const [q, setQ] = useState('');
  const [doing, setDoing] = useState<Doing>(null);
  const { id } = community;
  const paged = usePages(`members ${id} ${q}`, (cursor, signal) =>
    api(
      communityRoutes.listMembers,
      { params: { id }, query: { cursor, ...(q && { q }) } },
      { signal },
    ),
  );
  const done = () => {
    setDoing(null);
    paged.resource.reload();
  };
  return (
    <section class="stack" aria-labelledby="members">
      <h2 id="members">{t('members', { count: community.memberCount })}</h2>
      <Field
        type="search"
        label={t('member.find')}
        value={q}
        maxLength={100}
        onInput={(event) => setQ(event.currentTarget.value)}
      />
      <Loaded resource={paged.resource}>
        {({ items }) => (
          <div class="stack">
            {items.length === 0 && <EmptyState sentence={t('member.none')} />}
            <ul class="list">
              {items.map((member) => (
                <li key={member.person.id}>
                  <MemberRow member={member} onDo={setDoing} />
                </li>
              ))}
            </ul>
            <MoreButton paged={paged} />
          </div>
        )}
      </Loaded>
      {doing?.what === 'change' && (
        <MemberDialog
          community={community}
          member={doing.member}
          onDone={done}
          onClose={() => setDoing(null)}
        />
      )}
      {doing?.what === 'remove' && (
        <RemoveDialog
          community={community}
          member={doing.member}
          onDone={done}
          onClose={() => setDoing(null)}
        />
      )}
    </section>
  );
}

/** `/communities/:id/members`: who is here, in which role and class, and who asks to come in. */
export function MembersPage({ params }: PageProps) {
  const t = useText('communities');
  const community = useCommunity(params.id);
  if (!community) return <NotFound />;
  return (
    <Loaded page resource={community}>
      {(view) =>
        view.can.seeMembers ? (
          <Page
            title={t('member.title', { community: view.name })}
            lead={<CommunityTrail id={view.id} />}
          >
            <div class="stack">
              <PlaceLinks community={view} current="members" />
              {view.can.invite && (
                <div>
                  <ButtonLink
                    look="primary"
                    icon="plus"
                    href={`/communities/${view.id}/invitations`}
                  >
                    {t('member.invite')}
                  </ButtonLink>
                </div>
              )}
              {view.can.manageMembers && (
                <RequestList community={view} onAnswered={community.reload} />
              )}
              <MemberList key={view.memberCount} community={view} />
            </div>
          </Page>
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  );
}
