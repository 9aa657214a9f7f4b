import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { limits } from '@jembatan/shared/limits';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field, TextArea } from '../../ui/Field.tsx';
import { EmptyState, ErrorNote } from '../../ui/States.tsx';
import { Arrange } from './Arrange.tsx';
import { SpaceRows } from './SpaceRows.tsx';

function NewSpace({ community, onMade }: { community: CommunityView; onMade: () => void }) {
  const t = useText('spaces');
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
        {t('list.new')}
      </Button>
      <Dialog open={open} title={t('list.newTitle')} onClose={() => setOpen(false)}>
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void make.run();
          }}
        >
          <Field
            label={t('form.name')}
            value={name}
            required
            maxLength={limits.communityName}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <TextArea
            label={t('form.description')}
            value={description}
            maxLength={limits.description}
            onInput={(event) => setDescription(event.currentTarget.value)}
          />
          <ErrorNote error={make.error} />
          <Button look="primary" type="submit" busy={make.busy}>
            {t('list.make')}
          </Button>
        </form>
      </Dialog>
    </>
  );
}

/** The forums of a community, in the reader's order, with what is new in each. */
export function SpaceList({ community }: { community: CommunityView }) {
  const t = useText('spaces');
  const { api, socket, session } = useApp();
  const [arranging, setArranging] = useState(false);
  const spaces = useResource(`spaces ${community.id}`, (signal) =>
    api(communityRoutes.listSpaces, { params: { id: community.id } }, { signal }),
  );
  useEffect(() => {
    const stops = [
      socket.on('thread:read', spaces.reload),
      socket.on('community:changed', (news) => {
        if (news.communityId === community.id) spaces.reload();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [community.id]);
  const items = spaces.value?.items ?? [];
  const isMember = session.session.value.kind === 'member';
  return (
    <section class="stack" aria-labelledby="spaces">
      <div class="row-between">
        <h2 id="spaces">{t('list.title')}</h2>
        <div class="row">
          {isMember && items.length > 1 && (
            <Button look="quiet" onClick={() => setArranging(true)}>
              {t('arrange.open')}
            </Button>
          )}
          {community.can.createSpace && <NewSpace community={community} onMade={spaces.reload} />}
        </div>
      </div>
      <Loaded resource={spaces}>
        {(page) =>
          page.items.length === 0 ? (
            <EmptyState sentence={t('list.empty')} />
          ) : (
            <SpaceRows items={page.items} />
          )
        }
      </Loaded>
      <Slot name="read-all" props={{ communityId: community.id }} />
      {arranging && (
        <Arrange
          community={community}
          spaces={items}
          onChanged={spaces.reload}
          onClose={() => setArranging(false)}
        />
      )}
    </section>
  );
}
