import { searchRoutes } from '@jembatan/shared/search.contract';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { PersonRow } from './PersonRow.tsx';

const pauseMs = 250;

/** The words, once the hand has rested for a moment. */
function useRested(words: string): string {
  const [rested, setRested] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setRested(words), pauseMs);
    return () => clearTimeout(timer);
  }, [words]);
  return rested;
}

/** People whose name or handle fits, among those the reader may know of. */
export function FoundPeople({ query }: { query: string }) {
  const t = useText('people');
  const { api } = useApp();
  const q = useRested(query);
  const found = useResource(`people ${q}`, (signal) =>
    api(searchRoutes.search, { query: { q, in: 'people' } }, { signal }),
  );
  return (
    <section aria-label={t('found')}>
      <Loaded resource={found}>
        {({ items, total }) => (
          <div class="stack-tight">
            <p class="soft" role="status">
              {total === 0 ? t('nobody', { query: q }) : t('foundCount', { count: total })}
            </p>
            {total > 0 && (
              <ul class="list">
                {items.map(
                  ({ person }) =>
                    person && (
                      <li key={person.id}>
                        <PersonRow person={person} />
                      </li>
                    ),
                )}
              </ul>
            )}
          </div>
        )}
      </Loaded>
    </section>
  );
}
