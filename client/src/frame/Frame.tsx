import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useApp } from '../app-context.ts';
import type { Tab } from '../feature.ts';
import { useText } from '../i18n/use-text.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { BridgeMark } from './BridgeMark.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { Later } from './Later.tsx';
import { signInAddress } from './return-to.ts';
import { SignInEnded } from './SignInEnded.tsx';

const places: readonly { tab: Tab; href: string; icon: IconName }[] = [
  { tab: 'home', href: '/', icon: 'home' },
  { tab: 'forums', href: '/communities', icon: 'forums' },
  { tab: 'live', href: '/sessions', icon: 'live' },
  { tab: 'people', href: '/people', icon: 'people' },
  { tab: 'me', href: '/me', icon: 'person' },
];

function Navigation({ current, class: className }: { current: Tab | undefined; class: string }) {
  const t = useText('common');
  return (
    <nav class={className} aria-label={t('navigation')}>
      <ul class="nav-list">
        {places.map(({ tab, href, icon }) => (
          <li key={tab}>
            <a class="nav-link" href={href} aria-current={tab === current ? 'page' : undefined}>
              <Icon name={icon} />
              {t(`tabs.${tab}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Bell() {
  const t = useText('common');
  const unread = useApp().notifications.unread.value;
  const label = unread ? t('notificationsUnread', { count: unread }) : t('notifications');
  return (
    <a class="icon-button" href="/notifications" aria-label={label} title={label}>
      <Icon name="bell" />
      {unread > 0 && (
        <span class="badge" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </a>
  );
}

function TopEnd({ member }: { member: boolean }) {
  const t = useText('common');
  const { url, path } = useLocation();
  if (member) return <Bell />;
  if (path === '/sign-in' || path === '/sign-up') return null;
  return (
    <ButtonLink look="quiet" href={signInAddress(url)}>
      {t('signIn')}
    </ButtonLink>
  );
}

function TopBar({ member }: { member: boolean }) {
  const t = useText('common');
  const { path } = useLocation();
  return (
    <div class="top-bar">
      <a class="brand" href="/" aria-label={t('homeLink')}>
        <BridgeMark />
        <span>{t('appName')}</span>
      </a>
      <span class="grow" />
      <a
        class="icon-button"
        href={`/search?from=${path}`}
        aria-label={t('search')}
        title={t('search')}
      >
        <Icon name="search" />
      </a>
      <TopEnd member={member} />
    </div>
  );
}

const loadFooter = () => import('./Preferences.tsx').then((module) => module.VisitorFooter);

interface FrameProps {
  readonly tab: Tab | undefined;
  /** Without bars: the page brings what stands around it, its `main` included. */
  readonly bare: boolean;
  readonly children: ComponentChildren;
}

function Top({ member }: { member: boolean }) {
  const t = useText('common');
  return (
    <>
      <a class="skip" href="#content">
        {t('skipToContent')}
      </a>
      <header class="top">
        <TopBar member={member} />
        <ConnectionLine />
        <SignInEnded />
      </header>
    </>
  );
}

/**
 * Bars around every page; visitors get the top bar only. It stays while pages
 * come and go, and the content keeps its place also where the bars do not.
 */
export function Frame({ tab, bare, children }: FrameProps) {
  const kind = useApp().session.session.value.kind;
  const member = kind === 'member' || kind === 'ended';
  const bars = member && !bare;
  return (
    <div class={bare ? '' : `frame ${member ? 'frame-member' : ''}`}>
      {!bare && <Top member={member} />}
      {bars && <Navigation class="rail" current={tab} />}
      <div {...(bare ? {} : { role: 'main', id: 'content', tabIndex: -1 })}>{children}</div>
      {bars && <Navigation class="bottom" current={tab} />}
      {kind === 'visitor' && !bare && <Later load={loadFooter} props={{}} />}
    </div>
  );
}
