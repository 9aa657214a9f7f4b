import { type ProfileView, peopleRoutes } from '@jembatan/shared/people.contract';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Avatar, Name } from '../../ui/Person.tsx';
import { Pill } from '../../ui/States.tsx';
import { TimeText } from '../../ui/Time.tsx';
import './people.css';

function Facts({ profile }: { profile: ProfileView }) {
  const t = useText('people');
  const format = useFormat();
  const now = new Date().toISOString();
  return (
    <dl class="facts">
      {profile.languages.length > 0 && (
        <div>
          <dt>{t('languages')}</dt>
          <dd>{format.list(profile.languages.map(format.language))}</dd>
        </div>
      )}
      {profile.country && (
        <div>
          <dt>{t('country')}</dt>
          <dd>{format.country(profile.country)}</dd>
        </div>
      )}
      <div>
        <dt>{t('theirTime')}</dt>
        <dd>
          <TimeText at={now} zone={profile.timeZone} />
        </dd>
      </div>
      <div>
        <dt>{t('since')}</dt>
        <dd>
          <TimeText at={profile.createdAt} show="day" />
        </dd>
      </div>
    </dl>
  );
}

function Profile({ profile }: { profile: ProfileView }) {
  const t = useText('people');
  const me = useApp().account.me.value;
  return (
    <Page
      title={profile.displayName}
      heading={
        <span class="person-head">
          <Avatar person={profile} size="large" />
          <Name person={profile} />
        </span>
      }
      lead={
        <p class="row">
          <bdi class="soft">@{profile.handle}</bdi>
          {profile.presence && profile.presence !== 'offline' && (
            <Pill look="good">{t(`presence.${profile.presence}`)}</Pill>
          )}
        </p>
      }
    >
      <div class="stack-wide">
        {profile.bio && (
          <p class="bio" dir="auto">
            {profile.bio}
          </p>
        )}
        <Facts profile={profile} />
        <div class="row">
          {me?.id === profile.id && (
            <ButtonLink icon="edit" href="/me">
              {t('edit')}
            </ButtonLink>
          )}
          {profile.can.report && (
            <Slot name="report" props={{ subject: { kind: 'person', id: profile.id } }} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** Somebody's page. */
export function PersonPage({ params }: PageProps) {
  const { api } = useApp();
  const handle = params.handle ?? '';
  const profile = useResource(`person ${handle}`, (signal) =>
    api(peopleRoutes.getPerson, { params: { handle } }, { signal }),
  );
  return (
    <Loaded page resource={profile}>
      {(value) => <Profile profile={value} />}
    </Loaded>
  );
}
