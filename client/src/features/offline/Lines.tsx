import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type App, AppContext } from '../../app-context.ts';
import { I18nContext, useText } from '../../i18n/use-text.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { keeping } from './keeping-state.ts';
import { useAsOf } from './use-as-of.ts';
import './offline.css';

/** When what is shown was true. */
function AsOf({ at }: { at: number }) {
  return <p class="kept-line">{useAsOf()(at)}</p>;
}

/** A newer version, taken when the person says so and never before. */
function Update() {
  const t = useText('offline');
  const [later, setLater] = useState(false);
  if (later) return null;
  return (
    <div class="kept-line">
      <span class="grow">{t('update.here')}</span>
      <Button look="quiet" onClick={() => location.reload()}>
        {t('update.take')}
      </Button>
      <IconButton icon="close" label={t('update.later')} onClick={() => setLater(true)} />
    </div>
  );
}

const lookEveryMs = 500;

/** A page that cannot be opened now; until another one is. */
function Missing({ path }: { path: string }) {
  const t = useText('errors');
  const [here, setHere] = useState(true);
  useEffect(() => {
    setHere(true);
    // The way to another page says nothing by itself.
    const timer = setInterval(() => setHere(location.pathname === path), lookEveryMs);
    return () => clearInterval(timer);
  }, [path]);
  return here ? <p class="kept-line">{t('not-kept')}</p> : null;
}

function Lines() {
  const { asOf, missing, isOutdated } = keeping.value;
  return (
    <div class="kept-lines" role="status">
      {missing !== null && <Missing path={missing} />}
      {asOf !== null && missing === null && <AsOf at={asOf} />}
      {isOutdated && <Update />}
    </div>
  );
}

/** Puts the lines at the end of the page, beside the app and not in its way. */
export function mountLines(app: App): void {
  const place = document.createElement('div');
  document.body.append(place);
  render(
    <AppContext.Provider value={app}>
      <I18nContext.Provider value={app.i18n}>
        <Lines />
      </I18nContext.Provider>
    </AppContext.Provider>,
    place,
  );
}
