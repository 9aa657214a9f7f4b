import { communityRoutes } from '@jembatan/shared/communities.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Page } from '../../frame/Page.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/States.tsx';

export function StartPage() {
  const t = useText('landing');
  const { api } = useApp();
  const open = useResource('communities public', (signal) =>
    api(communityRoutes.listCommunities, { query: { which: 'public' } }, { signal }),
  );
  return (
    <Page title={t('title')} width="wide">
      <div class="stack-wide">
        <div class="row">
          <ButtonLink look="primary" href="/sign-up">
            {t('signUp')}
          </ButtonLink>
        </div>
        <Loaded resource={open}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState sentence={t('open.empty')} />
            ) : (
              <ul class="list">
                {items.map((community) => (
                  <li key={community.id}>
                    <a class="list-row" href={`/c/${community.id}/${community.slug}`}>
                      <bdi>{community.name}</bdi>
                    </a>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Page>
  );
}
