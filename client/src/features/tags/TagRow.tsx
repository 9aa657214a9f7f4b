import type { CommunityId } from '@jembatan/shared/ids';
import type { TagGroupView, TagView } from '@jembatan/shared/tags.contract';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Pill } from '../../ui/States.tsx';
import { tagAddress } from './addresses.ts';

interface TagRowProps {
  readonly place: CommunityId;
  readonly tag: TagView;
  readonly group: TagGroupView | undefined;
  /** For those who keep tags. */
  readonly onEdit: (() => void) | undefined;
}

/** One tag in the list: where it leads, how much is there, and its other names. */
export function TagRow({ place, tag, group, onEdit }: TagRowProps) {
  const t = useText('tags');
  const format = useFormat();
  return (
    <div class="tag-row">
      <div class="stack-tight grow">
        <a class="strong" href={tagAddress(place, tag.name)}>
          <bdi>#{tag.name}</bdi>
        </a>
        {tag.description && (
          <span class="small soft" dir="auto">
            {tag.description}
          </span>
        )}
        <span class="small soft">{t('count', { count: tag.count })}</span>
        {tag.aliases.length > 0 && (
          <span class="small soft">{t('also', { names: format.list(tag.aliases) })}</span>
        )}
        <span class="row">
          {group && (
            <Pill>
              <bdi>{group.name}</bdi>
            </Pill>
          )}
          {tag.use === 'staff' && <Pill>{t('forStaff')}</Pill>}
        </span>
      </div>
      {onEdit && <IconButton icon="edit" label={t('edit', { name: tag.name })} onClick={onEdit} />}
    </div>
  );
}
