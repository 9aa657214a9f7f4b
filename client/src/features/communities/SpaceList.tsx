import {
  type CommunityView,
  communityRoutes,
  type SpaceView,
} from '@jembatan/shared/communities.contract';
import { limits } from '@jembatan/shared/limits';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { EmptyState, ErrorNote, Pill } from '../../ui/States.tsx';
import { RelativeTime } from '../../ui/Time.tsx';

function SpaceRow({ space }: { space: SpaceView }) {
  const t = useText('communities');
  return (
    <a class="list-row" href={`/spaces/${space.id}/${encodeURIComponent(space.slug)}`}>
      <span class="grow stack-tight">
        <span class={space.unread > 0 ? 'space-name space-unread' : 'space-name'}>
          <bdi>{space.name}</bdi>
        </span>
        {space.description && (
          <span class="small soft" dir="auto">
            {space.description}
          </span>
        )}
        <span class="small soft community-facts">
          <span>{t('spaces.threads', { count: space.threadCount })}</span>
          {space.lastActivityAt && <RelativeTime at={space.lastActivityAt} />}
        </span>
      </span>
      {space.unread > 0 && (
        <Pill look="count">
          <span aria-hidden="true">{space.unread > 99 ? '99+' : space.unread}</span>
          <span class="visually-hidden">{t('unread', { count: space.unread })}</span>
        </Pill>
      )}
    </a>
  );
}

function NewSpace({ community, onMade }: { community: CommunityView; onMade: () => void }) {
  const t = useText('communities');
  const { api } = useApp();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const make = useAction(async (key) => {
    await api(
      communityRoutes.createSpace,
      { params: { id: community.id }, body: { name, description } },
      { key },
    );
    setOpen(false);
    setName('');
    setDescription('');
    onMade();
  });
  return (
    <>
      <Button look="quiet" icon="plus" onClick={() => setOpen(true)}>
        {t('spaces.new')}
      </Button>
      <Dialog open={open} title={t('spaces.newTitle')} onClose={() => setOpen(false)}>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void make.run();
          }}
        >
          <Field
            label={t('spaces.name')}
            value={name}
            required
            maxLength={limits.communityName}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <TextArea
            label={t('spaces.description')}
            value={description}
            maxLength={limits.description}
            onInput={(event) => setDescription(event.currentTarget.value)}
          />
          <ErrorNote error={make.error} />
          <Button look="primary" type="submit" busy={make.busy}>
            {t('spaces.make')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}

/** The forums of a community, with what is new in each. */
export function SpaceList({ community }: { community: CommunityView }) {
  const t = useText('communities');
  const { api, socket } = useApp();
  const spaces = useResource(`spaces ${community.id}`, (signal) =>
    api(communityRoutes.listSpaces, { params: { id: community.id } }, { signal }),
  );
  useEffect(() => socket.on('thread:read', spaces.reload), [community.id]);
  return (
    <section class="stack" aria-labelledby="spaces">
      <div class="row-between">
        <h2 id="spaces">{t('spaces.title')}</h2>
        {community.can.createSpace && <NewSpace community={community} onMade={spaces.reload} />}
      </div>
      <Loaded resource={spaces}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState sentence={t('spaces.empty')} />
          ) : (
            <ul class="list">
              {items.map((space) => (
                <li key={space.id}>
                  <SpaceRow space={space} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
