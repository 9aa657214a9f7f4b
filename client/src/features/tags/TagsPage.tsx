import { type CommunityId, communityId } from '@jembatan/shared/ids';
import { type TagFrame, type TagView, tagRoutes } from '@jembatan/shared/tags.contract';
import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { PageProps } from '../../feature.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { MoreButton } from '../../frame/MoreButton.tsx';
import { NotFound } from '../../frame/NotFound.tsx';
import { Page } from '../../frame/Page.tsx';
import { usePages } from '../../frame/use-pages.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { FrameDialog } from './FrameDialog.tsx';
import { TagDialog } from './TagDialog.tsx';
import { TagRow } from './TagRow.tsx';
import { Trail } from './Trail.tsx';
import './tags.css';

/** Tags of a community with what holds for them; asked again when staff changes something. */
function useTags(id: CommunityId) {
  const { api, socket } = useApp();
  const frame = useSignal<TagFrame | null>(null);
  const paged = usePages<TagView>(`tags ${id}`, async (cursor, signal) => {
    const asked = { params: { id }, query: { limit: '100', ...(cursor && { cursor }) } };
    const answer = await api(tagRoutes.listTags, asked, signal ? { signal } : {});
    frame.value = answer.frame;
    return answer;
  });
  const { reload } = paged.resource;
  useEffect(() => {
    const stops = [
      socket.subscribe(`community:${id}`),
      socket.on('tags:changed', (news) => news.communityId === id && reload()),
      socket.onGap(reload),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [id]);
  return { frame: frame.value, paged, reload };
}

type Open = { readonly kind: 'tag'; readonly tag: TagView | null } | { readonly kind: 'frame' };

function Tags({ id }: { id: CommunityId }) {
  const t = useText('tags');
  const { frame, paged, reload } = useTags(id);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const manages = frame?.can.manage === true;
  return (
    <Page title={t('title')} lead={<Trail id={id} />}>
      <div class="stack">
        <p class="soft">{t('about')}</p>
        {manages && (
          <div class="row">
            <Button icon="plus" onClick={() => setOpen({ kind: 'tag', tag: null })}>
              {t('make')}
            </Button>
            <Button look="quiet" icon="settings" onClick={() => setOpen({ kind: 'frame' })}>
              {t('groups')}
            </Button>
          </div>
        )}
        <Loaded resource={paged.resource}>
          {({ items }) => (
            <>
              {items.length === 0 && <p class="soft">{t('none')}</p>}
              {items.length > 0 && (
                <ul class="list">
                  {items.map((tag) => (
                    <li key={tag.id}>
                      <TagRow
                        place={id}
                        tag={tag}
                        group={frame?.groups.find((group) => group.id === tag.groupId)}
                        onEdit={manages ? () => setOpen({ kind: 'tag', tag }) : undefined}
                      />
                    </li>
                  ))}
                </ul>
              )}
              <MoreButton paged={paged} />
            </>
          )}
        </Loaded>
      </div>
      {frame && open?.kind === 'tag' && (
        <TagDialog place={id} tag={open.tag} frame={frame} onDone={reload} onClose={close} />
      )}
      {frame && open?.kind === 'frame' && (
        <FrameDialog place={id} frame={frame} onDone={reload} onClose={close} />
      )}
    </Page>
  );
}

/** `/communities/:id/tags`: what the threads of a community are about; staff keeps them here. */
export function TagsPage({ params }: PageProps) {
  const id = communityId.safeParse(params.id);
  return id.success ? <Tags key={id.data} id={id.data} /> : <NotFound />;
}
