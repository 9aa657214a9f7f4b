import type { CommunityView } from '@jembatan/shared/communities.contract';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';

/** What a community says of itself. */
export function About({ community }: { community: CommunityView }) {
  const t = useText('communities');
  const format = useFormat();
  const languages = community.languages.map((tag) => format.language(tag));
  return (
    <div class="stack-tight">
      {community.description && (
        <p class="community-description" dir="auto">
          {community.description}
        </p>
      )}
      <p class="small soft community-facts">
        <span>{t(`kind.${community.kind}`)}</span>
        <span>{t('members', { count: community.memberCount })}</span>
        {languages.length > 0 && <span>{t('speaks', { languages: format.list(languages) })}</span>}
        <span>{t(`reading.${community.reading}`)}</span>
      </p>
    </div>
  );
}
