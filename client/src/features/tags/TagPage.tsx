import { type CommunityId, communityId } from '@jembatan/shared/ids';
import { type TagLevel, type TagView, tagRoutes } from '@jembatan/shared/tags.contract';
import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { MoreButton } from '../../frame/MoreButton.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { usePages } from '../../frame/use-pages.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { SelectField } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { Trail } from './Trail.tsx';

const levels: readonly TagLevel[] = ['none', 'all', 'muted'];

function Watching({ id, tag, onChanged }: OneProps & { onChanged: (tag: TagView) => void }) {
  const t = useText('tags');
  const { api } = useApp();
  const choose = useAction(async (_key, level: TagLevel) => {
    const params = { id, tag: tag.name };
    onChanged({ ...tag, ...(await api(tagRoutes.watchTag, { params, body: { level } })) });
  });
  if (!tag.level) return null;
  return (
    <>
      <SelectField
        label={t('watch.label')}
        value={tag.level}
        onChange={({ currentTarget }) => {
          const level = levels.find((one) => one === currentTarget.value);
          if (level) void choose.run(level);
        }}
      >
        {levels.map((level) => (
          <option key={level} value={level}>
            {t(`watch.${level}`)}
          </option>
        ))}
      </SelectField>
      <ErrorNote error={choose.error} />
    </>
  );
}

interface OneProps {
  readonly id: CommunityId;
  readonly tag: TagView;
}

function Threads({ id, tag }: OneProps) {
  const t = useText('tags');
  const { api, socket } = useApp();
  const paged = usePages(`tag-threads ${tag.id}`, (cursor, signal) => {
    const asked = { params: { id, tag: tag.name }, query: cursor ? { cursor } : {} };
    return api(tagRoutes.listTagThreads, asked, signal ? { signal } : {});
  });
  const { reload } = paged.resource;
  useEffect(() => socket.onGap(reload), [tag.id]);
  return (
    <Loaded resource={paged.resource}>
      {({ items }) => (
        <>
          {items.length === 0 && <p class="soft">{t('empty')}</p>}
          {items.length > 0 && <Slot name="thread-rows" props={{ threads: items }} />}
          <MoreButton paged={paged} />
        </>
      )}
    </Loaded>
  );
}

function One({ id, name }: { id: CommunityId; name: string }) {
  const t = useText('tags');
  const { api } = useApp();
  const tag = useResource(`tag ${id} ${name}`, (signal) =>
    api(tagRoutes.getTag, { params: { id, tag: name } }, { signal }),
  );
  return (
    <Loaded page resource={tag}>
      {(view) => (
        <Page
          title={t('one', { name: view.name })}
          heading={<bdi>#{view.name}</bdi>}
          lead={
            <>
              <Trail id={id} isOne />
              {view.description && (
                <p class="soft" dir="auto">
                  {view.description}
                </p>
              )}
            </>
          }
        >
          <div class="stack">
            <Watching id={id} tag={view} onChanged={tag.set} />
            <Threads id={id} tag={view} />
          </div>
        </Page>
      )}
    </Loaded>
  );
}

/** `/communities/:id/tags/:tag`: the threads of a community that are about one thing. */
export function TagPage({ params }: PageProps) {
  const id = communityId.safeParse(params.id);
  if (!id.success || !params.tag) return <NotFound />;
  return <One key={`${id.data} ${params.tag}`} id={id.data} name={params.tag} />;
}
