import type { ComponentChildren } from 'preact';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { BridgeOfHours } from './BridgeOfHours.tsx';
import { OpenCommunities } from './OpenCommunities.tsx';

const points: readonly { key: string; icon: IconName }[] = [
  { key: 'talk', icon: 'forums' },
  { key: 'meet', icon: 'live' },
  { key: 'light', icon: 'globe' },
  { key: 'safe', icon: 'shield' },
];

function Hero() {
  const t = useText('landing');
  return (
    <section class="hero">
      <p class="hero-lead">{t('lead')}</p>
      <div class="row">
        <ButtonLink look="primary" href="/sign-up">
          {t('signUp')}
        </ButtonLink>
        <ButtonLink href="/sign-in">{t('signIn')}</ButtonLink>
      </div>
      <BridgeOfHours />
    </section>
  );
}

function Points() {
  const t = useText('landing');
  return (
    <section class="stack" aria-labelledby="points">
      <h2 id="points">{t('pointsTitle')}</h2>
      <ul class="points">
        {points.map(({ key, icon }) => (
          <li key={key} class="point">
            <span class="point-icon">
              <Icon name={icon} />
            </span>
            <div>
              <h3>{t(`points.${key}.title`)}</h3>
              <p class="soft">{t(`points.${key}.text`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What this is, what is open to read, and the way in. */
export function Landing({ open }: { open: ComponentChildren }) {
  const t = useText('landing');
  return (
    <Page title={t('title')} width="wide" heading={<span class="hero-title">{t('title')}</span>}>
      <div class="landing">
        <Hero />
        <section class="stack" aria-labelledby="open">
          <h2 id="open">{t('open.title')}</h2>
          {open}
        </section>
        <Points />
      </div>
    </Page>
  );
}

export const LandingPage = () => <Landing open={<OpenCommunities />} />;
