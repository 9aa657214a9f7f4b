import { languages } from '../i18n/languages.ts';
import { useText } from '../i18n/use-text.ts';
import { ButtonLink } from '../ui/Button.tsx';

/** Where no script runs, the language is chosen by links; the choice is kept. */
export function Languages({ path }: { path: string }) {
  const t = useText('common');
  return (
    <noscript>
      <div class="foot">
        <nav class="foot-inner" aria-label={t('language')}>
          {Object.entries(languages).map(([tag, name]) => (
            <ButtonLink
              key={tag}
              look="quiet"
              rel="nofollow"
              hreflang={tag}
              lang={tag}
              href={`${path}?lang=${tag}&keep`}
            >
              {name}
            </ButtonLink>
          ))}
        </nav>
      </div>
    </noscript>
  );
}
