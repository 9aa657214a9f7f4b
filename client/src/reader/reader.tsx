import '../ui/all-icons.ts';
import type { Drawn, Reading } from '@jembatan/shared/reading';
import { signal } from '@preact/signals';
import { LocationProvider } from 'preact-iso';
import renderToString from 'preact-render-to-string';
import { type App, AppContext } from '../app-context.ts';
import { Frame } from '../frame/Frame.tsx';
import { createI18n, type I18n } from '../i18n/i18n.ts';
import { type Language, languages, pickLanguage } from '../i18n/languages.ts';
import { I18nContext } from '../i18n/use-text.ts';
import { addressOf } from './addresses.ts';
import { Languages } from './Languages.tsx';
import { ReadCommunity } from './ReadCommunity.tsx';
import { ReadSpace } from './ReadSpace.tsx';
import { ReadCommunities, ReadStart } from './ReadStart.tsx';
import { ReadTag } from './ReadTag.tsx';
import { ReadThread } from './ReadThread.tsx';

const speakers = new Map<Language, Promise<I18n>>();

/** Each language is loaded once. The server knows no reader's zone: it says the times of UTC. */
function speakerOf(language: Language): Promise<I18n> {
  const speaker =
    speakers.get(language) ??
    createI18n([language], ['first', 'writing', 'more']).then((i18n) => {
      i18n.zone.value = 'UTC';
      return i18n;
    });
  speakers.set(language, speaker);
  return speaker;
}

/**
 * As much of the app as the frame around a visitor's page looks at. Drawing a string runs no
 * effects, so that nothing is ever asked of the rest.
 */
const visitorsApp = {
  session: { session: signal({ kind: 'visitor' }), outOfReach: signal(false) },
  socket: { state: signal('idle') },
  notifications: { unread: signal(0) },
} as unknown as App;

/** A drawn page goes nowhere. */
const stay = () => undefined;

function Body({ reading }: { reading: Reading }) {
  switch (reading.kind) {
    case 'thread':
      return <ReadThread reading={reading} />;
    case 'space':
      return <ReadSpace reading={reading} />;
    case 'community':
      return <ReadCommunity reading={reading} />;
    case 'tag':
      return <ReadTag reading={reading} />;
    case 'start':
      return <ReadStart reading={reading} />;
    case 'communities':
      return <ReadCommunities reading={reading} />;
  }
}

/** Places say who they are; for the hub itself its texts speak. */
function aboutOf({ kind }: Reading, i18n: I18n): Drawn['about'] {
  if (kind !== 'start' && kind !== 'communities') return null;
  const landing = i18n.texts('landing');
  const title = kind === 'start' ? landing('title') : i18n.texts('communities')('list.publicTitle');
  return { title, description: landing('lead'), languages: Object.keys(languages) };
}

/** Draws a public page with the components that the browser will draw it with, too. */
export async function draw(reading: Reading, wanted: readonly string[]): Promise<Drawn> {
  const i18n = await speakerOf(pickLanguage(wanted));
  const path = addressOf(reading);
  const place = { url: path, path, query: {}, route: stay, back: stay, forward: stay };
  const html = renderToString(
    <AppContext.Provider value={visitorsApp}>
      <I18nContext.Provider value={i18n}>
        <LocationProvider.ctx.Provider value={place}>
          <Frame tab="forums" bare={false}>
            <Body reading={reading} />
            <Languages path={path} />
          </Frame>
        </LocationProvider.ctx.Provider>
      </I18nContext.Provider>
    </AppContext.Provider>,
  );
  const { direction } = i18n;
  return { html, language: i18n.language.value, direction, about: aboutOf(reading, i18n) };
}
