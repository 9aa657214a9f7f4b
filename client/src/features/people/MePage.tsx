import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Name } from '../../ui/Person.tsx';
import { ErrorNote, Skeleton } from '../../ui/States.tsx';
import { DeviceSettings } from './DeviceSettings.tsx';
import { Picture } from './Picture.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import { SignOut } from './SignOut.tsx';
import './people.css';

/** My profile, how the hub looks to me, and the way out. */
export function MePage() {
  const t = useText('people');
  const { account } = useApp();
  const me = account.me.value;
  const load = useAction(() => account.load());
  useEffect(() => {
    if (!me) void load.run();
  }, []);
  return (
    <Page title={t('me.title')}>
      {!me &&
        (load.error ? (
          <ErrorNote error={load.error} onRetry={() => void load.run()} />
        ) : (
          <Skeleton />
        ))}
      {me && (
        <div class="stack-wide">
          <div class="person-head">
            <Picture me={me} />
            <p>
              <strong class="block">
                <Name person={me} />
              </strong>
              <a href={`/people/${encodeURIComponent(me.handle)}`}>
                <bdi>@{me.handle}</bdi>
              </a>
            </p>
          </div>
          <ProfileForm key={me.id} me={me} />
          <div class="row">
            <ButtonLink icon="pin" href="/me/bookmarks">
              {t('me.bookmarks')}
            </ButtonLink>
            <ButtonLink icon="edit" href="/me/drafts">
              {t('me.drafts')}
            </ButtonLink>
          </div>
          {me.can.moderate && (
            <div>
              <ButtonLink icon="shield" href="/moderation">
                {t('me.moderation')}
              </ButtonLink>
            </div>
          )}
          <DeviceSettings me={me} />
          <Slot name="my-translation" props={{ me }} />
          <SignOut />
        </div>
      )}
    </Page>
  );
}
