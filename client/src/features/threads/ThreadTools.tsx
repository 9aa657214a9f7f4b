import { limits } from '@jembatan/shared/limits';
import { moderationRoutes } from '@jembatan/shared/moderation.contract';
import { type ThreadView, type WatchLevel, watchLevel } from '@jembatan/shared/threads.view';
import type { Signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { Slot } from '../../frame/Slot.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { tagsOf } from './tags.ts';
import { useThreadsApi } from './use-thread.ts';
import { ViewMenu } from './ViewMenu.tsx';

interface ThreadToolsProps {
  readonly thread: ThreadView;
  readonly onChanged: (thread: ThreadView) => void;
}

/** Chooses what of the thread reaches the reader's notifications. */
export function WatchMenu({ thread, onChanged }: ThreadToolsProps) {
  const t = useText('threads');
  const { announcer } = useApp();
  const api = useThreadsApi();
  const choose = useAction(async (_key, level: WatchLevel) => {
    const answer = await api.watch(thread.id, level);
    onChanged({ ...thread, watch: answer.level });
    announcer.show({ text: t(`watch.now.${answer.level}`) });
  });
  if (!thread.can?.watch) return null;
  const now = thread.watch ?? 'mentions';
  return (
    <>
      <Menu icon="bell" label={t('watch.label', { level: t(`watch.${now}`) })}>
        {watchLevel.options.map((level) => (
          <MenuItem
            key={level}
            icon={level === now ? 'check' : undefined}
            onSelect={() => void choose.run(level)}
          >
            <span class={level === now ? undefined : 'menu-indent'}>{t(`watch.${level}`)}</span>
          </MenuItem>
        ))}
      </Menu>
      <ErrorNote error={choose.error} />
    </>
  );
}

function TitleDialog({ thread, onChanged, onClose }: ThreadToolsProps & { onClose: () => void }) {
  const t = useText('threads');
  const api = useThreadsApi();
  const [title, setTitle] = useState(thread.title);
  const [tags, setTags] = useState(thread.tags.join(', '));
  const save = useAction(async () => {
    onChanged(await api.change(thread.id, { title, tags: tagsOf(tags) }));
    onClose();
  });
  return (
    <Dialog open title={t('tools.titleDialog')} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <Field
          label={t('new.title')}
          value={title}
          maxLength={limits.threadTitle}
          required
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
        <Field
          label={t('new.tags')}
          hint={t('new.tagsHint')}
          value={tags}
          onInput={(event) => setTags(event.currentTarget.value)}
        />
        <Slot
          name="tag-help"
          props={{ communityId: thread.communityId, text: tags, onChange: setTags }}
        />
        <ErrorNote error={save.error} />
        <Button look="primary" type="submit" busy={save.busy}>
          {t('edit.save')}
        </Button>
      </form>
    </Dialog>
  );
}

/** What authors and those who keep order can do with a thread. */
export function ThreadMenu({ thread, onChanged }: ThreadToolsProps) {
  const t = useText('threads');
  const { api } = useApp();
  const threads = useThreadsApi();
  const [renaming, setRenaming] = useState(false);
  const [timing, setTiming] = useState(false);
  const [setting, setSetting] = useState(false);
  const change = useAction(async (_key, body: { pinned?: boolean; locked?: boolean }) =>
    onChanged(await threads.change(thread.id, body)),
  );
  const hide = useAction(async (_key, hidden: boolean) => {
    const subject = { kind: 'thread' as const, id: thread.id };
    await api(moderationRoutes.act, { body: { action: hidden ? 'hide' : 'restore', subject } });
    onChanged(await threads.thread(thread.id));
  });
  const { can } = thread;
  if (!can || !(can.edit || can.pin || can.lock || can.moderate)) return null;
  return (
    <>
      <Menu label={t('tools.label')}>
        {can.edit && (
          <MenuItem icon="edit" onSelect={() => setRenaming(true)}>
            {t('tools.title')}
          </MenuItem>
        )}
        {can.pin && (
          <MenuItem icon="pin" onSelect={() => void change.run({ pinned: !thread.pinned })}>
            {t(thread.pinned ? 'tools.unpin' : 'tools.pin')}
          </MenuItem>
        )}
        {can.moderate && (
          <MenuItem icon="clock" onSelect={() => setTiming(true)}>
            {t('tools.terms')}
          </MenuItem>
        )}
        {(can.moderate || (can.edit && thread.kind !== 'announcement')) && (
          <MenuItem icon="settings" onSelect={() => setSetting(true)}>
            {t('tools.ways')}
          </MenuItem>
        )}
        {can.lock && (
          <MenuItem icon="lock" onSelect={() => void change.run({ locked: !thread.locked })}>
            {t(thread.locked ? 'tools.unlock' : 'tools.lock')}
          </MenuItem>
        )}
        {can.moderate && (
          <MenuItem
            icon={thread.hidden ? 'eye' : 'eye-off'}
            onSelect={() => void hide.run(!thread.hidden)}
          >
            {t(thread.hidden ? 'tools.restore' : 'tools.hide')}
          </MenuItem>
        )}
      </Menu>
      <ErrorNote error={change.error ?? hide.error} />
      {timing && (
        <Slot
          name="terms"
          props={{ show: 'dialog', thread, onChanged, onClose: () => setTiming(false) }}
        />
      )}
      {setting && (
        <Slot
          name="kinds"
          props={{ show: 'dialog', thread, onChanged, onClose: () => setSetting(false) }}
        />
      )}
      {renaming && (
        <TitleDialog thread={thread} onChanged={onChanged} onClose={() => setRenaming(false)} />
      )}
    </>
  );
}

/** How much of the thread a reader hears of, and what may be done to it. */
export function ThreadTools({
  nested,
  ...props
}: ThreadToolsProps & { readonly nested: Signal<boolean> }) {
  return (
    <>
      <ViewMenu thread={props.thread} nested={nested} />
      <WatchMenu {...props} />
      <ThreadMenu {...props} />
    </>
  );
}
