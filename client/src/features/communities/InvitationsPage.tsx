import {
  type CommunityView,
  communityRoutes,
  type InviteView,
  type MemberRole,
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
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, SelectField } from '../../ui/Field.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { CommunityTrail } from './CommunityTrail.tsx';
import { InviteRow } from './InviteRow.tsx';
import { PlaceLinks } from './PlaceLinks.tsx';
import { RoleChoice } from './RoleChoice.tsx';
import { useCommunity } from './use-community.ts';
import './communities.css';

/** How long an invitation may live, in days; 0 is for ever. */
const lifetimes = [1, 7, 30, 0] as const;
const dayMs = 86_400_000;

interface InviteInput {
  readonly role: MemberRole;
  readonly uses?: number;
  readonly expiresAt?: string;
  readonly class?: string;
}

function NewInvite({
  community,
  onMade,
}: {
  community: CommunityView;
  onMade: (invite: InviteView) => void;
}) {
  const t = useText('communities');
  const { api } = useApp();
  const [role, setRole] = useState<MemberRole>('student');
  const [uses, setUses] = useState('');
  const [days, setDays] = useState<number>(7);
  const [className, setClassName] = useState('');
  const make = useAction(async (key, body: InviteInput) => {
    onMade(
      await api(communityRoutes.createInvite, { params: { id: community.id }, body }, { key }),
    );
  });
  const send = () => {
    const count = Number(uses);
    void make.run({
      role,
      ...(count > 0 && { uses: count }),
      // To the minute: the same invitation asked for again after a failure is the same request.
      ...(days > 0 && {
        expiresAt: new Date(Math.ceil(Date.now() / 60_000) * 60_000 + days * dayMs).toISOString(),
      }),
      ...(className.trim() && { class: className.trim() }),
    });
  };
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>{t('invites.new')}</h2>
      <RoleChoice community={community} value={role} onChange={setRole} />
      <div class="form-pair">
        <SelectField
          label={t('invites.lifetime')}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
        >
          {lifetimes.map((life) => (
            <option key={life} value={life}>
              {life === 0 ? t('invites.forever') : t('invites.days', { count: life })}
            </option>
          ))}
        </SelectField>
        <Field
          type="number"
          min={1}
          max={10_000}
          step={1}
          label={t('invites.uses')}
          placeholder={t('invites.usesEmpty')}
          value={uses}
          onInput={(event) => setUses(event.currentTarget.value)}
        />
      </div>
      <Field
        label={t('member.class')}
        hint={t('invites.classHint')}
        value={className}
        maxLength={60}
        onInput={(event) => setClassName(event.currentTarget.value)}
      />
      <ErrorNote error={make.error} />
      <div>
        <Button look="primary" type="submit" busy={make.busy}>
          {t('invites.make')}
        </Button>
      </div>
    </form>
  );
}

function Invitations({ community }: { community: CommunityView }) {
  const t = useText('communities');
  const { api } = useApp();
  const [made, setMade] = useState<string | null>(null);
  const { id } = community;
  const paged = usePages(`invites ${id}`, (cursor, signal) =>
    api(communityRoutes.listInvites, { params: { id }, query: { cursor } }, { signal }),
  );
  return (
    <div class="stack">
      <NewInvite
        community={community}
        onMade={(invite) => {
          setMade(invite.code);
          paged.resource.reload();
        }}
      />
      <h2>{t('invites.working')}</h2>
      <Loaded resource={paged.resource}>
        {({ items }) => (
          <div class="stack">
            {items.length === 0 && <EmptyState sentence={t('invites.none')} />}
            <ul class="list">
              {items.map((invite) => (
                <li key={invite.code}>
                  <InviteRow
                    invite={invite}
                    isNew={invite.code === made}
                    onRevoked={paged.resource.reload}
                  />
                </li>
              ))}
            </ul>
            <MoreButton paged={paged} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

/** `/communities/:id/invitations`: links that let people in. */
export function InvitationsPage({ params }: PageProps) {
  const t = useText('communities');
  const community = useCommunity(params.id);
  if (!community) return <NotFound />;
  return (
    <Loaded page resource={community}>
      {(view) =>
        view.can.invite ? (
          <Page
            title={t('invites.title', { community: view.name })}
            lead={<CommunityTrail id={view.id} />}
          >
            <div class="stack">
              <PlaceLinks community={view} current="invitations" />
              <Invitations community={view} />
            </div>
          </Page>
        ) : (
          <NotFound />
        )
      }
    </Loaded>
  );
}
