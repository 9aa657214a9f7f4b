import { historyRoutes, type revision } from '@jembatan/shared/history.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Name } from '../../ui/Person.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { TimeText } from '../../ui/Time.tsx';
import { Difference, type DifferenceLook } from './Difference.tsx';

type Version = z.infer<typeof revision>;

/** Versions of a post, the newest first. */
interface History {
  readonly now: PostView;
  readonly versions: readonly Version[];
  readonly nextCursor: string | null;
}

export interface HistoryDialogProps {
  readonly post: PostView;
  readonly onRestored: (post: PostView) => void;
  readonly onClose: () => void;
}

/** Asked for at once; each shows what it made of the one before it. */
const pageSize = '6';

const versionOf = ({ revision, body = '', editor, author, ...at }: PostView): Version => ({
  ...{ revision, body, editor: editor ?? author, createdAt: at.editedAt ?? at.createdAt },
});

/** The post as it is now and what it was before; the rest page by page. */
function useHistory({ id, revision }: PostView) {
  const { api } = useApp();
  const page = (cursor: string | null, signal?: AbortSignal) =>
    api(
      historyRoutes.listRevisions,
      {
        params: { id },
        query: { order: 'newest', limit: pageSize, ...(cursor && { cursor }) },
      },
      signal ? { signal } : {},
    );
  const resource = useResource<History>(`history ${id} ${revision}`, async (signal) => {
    const [now, { items, nextCursor }] = await Promise.all([
      api(threadRoutes.getPost, { params: { id } }, { signal }),
      page(null, signal),
    ]);
    return { now, versions: now.deleted ? items : [versionOf(now), ...items], nextCursor };
  });
  const more = useAction(async () => {
    const { value } = resource;
    if (!value?.nextCursor) return;
    const { items, nextCursor } = await page(value.nextCursor);
    resource.set({ ...value, versions: [...value.versions, ...items], nextCursor });
  });
  return { resource, more };
}

const looks = ['inline', 'sides'] as const;

function LookChoice({
  look,
  onChange,
}: {
  look: DifferenceLook;
  onChange: (look: DifferenceLook) => void;
}) {
  const t = useText('history');
  return (
    <fieldset class="history-look">
      <legend class="visually-hidden">{t('look.label')}</legend>
      {looks.map((one) => (
        <label key={one} class="choice">
          <input type="radio" name="look" checked={one === look} onChange={() => onChange(one)} />
          <span>{t(`look.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface EntryProps {
  readonly version: Version;
  /** Undefined: the first one. */
  readonly before: Version | undefined;
  readonly lang: string;
  readonly look: DifferenceLook;
  readonly isNow: boolean;
  /** Absent where the reader may not go back to it. */
  readonly onRestore?: (() => void) | undefined;
  readonly busy: boolean;
}

function Entry({ version, before, lang, look, isNow, onRestore, busy }: EntryProps) {
  const t = useText('history');
  const [isOpen, open] = useState(isNow);
  return (
    <li>
      <details open={isOpen} onToggle={(event) => open(event.currentTarget.open)}>
        <summary>
          <strong>
            <TimeText at={version.createdAt} />
          </strong>
          <Name person={version.editor} />
          <span class="small soft">{isNow ? t('now') : before ? null : t('first')}</span>
        </summary>
        {isOpen && (
          <div class="history-version">
            {before ? (
              <Difference {...{ lang, look }} before={before.body} after={version.body} />
            ) : (
              <div class="difference" dir="auto" lang={lang === 'und' ? undefined : lang}>
                {version.body}
              </div>
            )}
            {onRestore && (
              <div>
                <Button icon="clock" busy={busy} onClick={onRestore}>
                  {t('restore')}
                </Button>
              </div>
            )}
          </div>
        )}
      </details>
    </li>
  );
}

interface EntriesProps extends Omit<HistoryDialogProps, 'post'> {
  readonly history: History;
  readonly look: DifferenceLook;
}

function Entries({ history, look, onRestored, onClose }: EntriesProps) {
  const t = useText('history');
  const { api, announcer } = useApp();
  const { now, versions, nextCursor } = history;
  const restore = useAction(async (key, to: number) => {
    const params = { id: now.id, revision: String(to) };
    const body = { baseRevision: now.revision };
    onRestored(await api(historyRoutes.restoreRevision, { params, body }, { key }));
    announcer.show({ text: t('restored') });
    onClose();
  });
  // The last one of a page only says what the one before it changed.
  const shown = nextCursor === null ? versions : versions.slice(0, -1);
  const mayRestore = !now.deleted && (now.can?.edit || now.can?.moderate);
  const isNow = (one: Version) => !now.deleted && one.revision === now.revision;
  return (
    <>
      <ErrorNote error={restore.error} />
      {now.deleted && <p class="soft">{t('deleted')}</p>}
      <ol class="history">
        {shown.map((one, index) => (
          <Entry
            key={one.revision}
            version={one}
            before={versions[index + 1]}
            lang={now.lang}
            look={look}
            isNow={isNow(one)}
            busy={restore.busy}
            onRestore={mayRestore && !isNow(one) ? () => void restore.run(one.revision) : undefined}
          />
        ))}
      </ol>
      {shown.length < 2 && nextCursor === null && !now.deleted && <p class="soft">{t('none')}</p>}
    </>
  );
}

/** What a post was before: who changed it when, word by word, and the way back. */
export function HistoryDialog({ post, onRestored, onClose }: HistoryDialogProps) {
  const t = useText('history');
  const { resource, more } = useHistory(post);
  const [look, setLook] = useState<DifferenceLook>('inline');
  return (
    <Dialog open title={t('title', { number: post.number })} onClose={onClose}>
      <LookChoice look={look} onChange={setLook} />
      <Loaded resource={resource}>
        {(history) => <Entries {...{ history, look, onRestored, onClose }} />}
      </Loaded>
      <ErrorNote error={more.error} />
      {resource.value?.nextCursor && (
        <Button wide busy={more.busy} onClick={() => void more.run()}>
          {t('older')}
        </Button>
      )}
    </Dialog>
  );
}
