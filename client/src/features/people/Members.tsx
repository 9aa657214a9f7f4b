import {
  type CommunityView,
  communityRoutes,
  type MembershipView,
} from '@jembatan/shared/communities.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { ErrorNote, Pill } from '../../ui/States.tsx';
import { PersonRow } from './PersonRow.tsx';

function Row({ membership }: { membership: MembershipView }) {
  const t = useText('people');
  return (
    <li>
      <PersonRow person={membership.person}>
        {membership.role !== 'student' && <Pill>{t(`roles.${membership.role}`)}</Pill>}
        {membership.class && (
          <Pill>
            <bdi>{membership.class}</bdi>
          </Pill>
        )}
      </PersonRow>
    </li>
  );
}

function MembersOf({ community }: { community: CommunityView }) {
  const t = useText('common');
  const { api } = useApp();
  const params = { id: community.id };
  const members = useResource(`members ${community.id}`, (signal) =>
    api(communityRoutes.listMembers, { params, query: { limit: '50' } }, { signal }),
  );
  const more = useAction(async () => {
    const { value } = members;
    if (!value?.nextCursor) return;
    const next = await api(communityRoutes.listMembers, {
      params,
      query: { limit: '50', cursor: value.nextCursor },
    });
    members.set({ ...next, items: [...value.items, ...next.items] });
  });
  return (
    <Loaded resource={members}>
      {({ items, nextCursor }) => (
        <div class="stack">
          <ul class="list">
            {items.map((membership) => (
              <Row key={membership.person.id} membership={membership} />
            ))}
          </ul>
          <ErrorNote error={more.error} />
          {nextCursor && (
            <div>
              <Button busy={more.busy} onClick={() => void more.run()}>
                {t('loadMore')}
              </Button>
            </div>
          )}
        </div>
      )}
    </Loaded>
  );
}

/** The members of one of my communities, chosen from a list. */
export function Members({ communities }: { communities: readonly CommunityView[] }) {
  const t = useText('people');
  const [chosen, setChosen] = useState<string | undefined>(communities[0]?.id);
  const community = communities.find(({ id }) => id === chosen) ?? communities[0];
  return (
    <>
      {communities.length > 1 && (
        <SelectField
          label={t('of')}
          value={community?.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {communities.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      {community?.can.seeMembers && <MembersOf key={community.id} community={community} />}
      {community && !community.can.seeMembers && <p class="soft">{t('hidden')}</p>}
    </>
  );
}
