import type { AppError } from '@jembatan/shared/errors';
import type { PostView } from '@jembatan/shared/threads.view';
import type { TranslationView } from '@jembatan/shared/translation.contract';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Name } from '../../ui/Person.tsx';
import { useErrorText } from '../../ui/States.tsx';
import { UserText } from '../../ui/UserText.tsx';
import { CorrectDialog } from './CorrectDialog.tsx';
import { noteShown } from './shown-posts.ts';
import { useNeed } from './use-need.ts';
import { useTranslation } from './use-translation.ts';
import { VersionsDialog } from './VersionsDialog.tsx';
import './translation.css';

interface PostTranslationProps {
  readonly post: PostView;
  /** Whether the translation is read in place of the original. */
  readonly onShown: (shown: boolean) => void;
}

/** Calls once, when the element comes near the screen. */
function useNear(wanted: boolean, onNear: () => void) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!wanted || !element.current) return undefined;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        onNear();
      },
      { rootMargin: '300px' },
    );
    watcher.observe(element.current);
    return () => watcher.disconnect();
  }, [wanted]);
  return element;
}

function Refusal({ error }: { error: AppError }) {
  const t = useText('translation');
  const say = useErrorText();
  const { why } = error.details;
  const known = why === 'consent' || why === 'off' || why === 'language' || why === 'busy';
  const text = error.code === 'not-found' ? t('none') : known ? t(`refused.${why}`) : say(error);
  return (
    <p class="small soft" role="status">
      {text}
    </p>
  );
}

function Origin({ view, from }: { view: TranslationView; from: string }) {
  const t = useText('translation');
  const format = useFormat();
  const language = format.language(from);
  return (
    <p class="small soft">
      {view.editor ? (
        <>
          {t('byPeople', { language })} <Name person={view.editor} />
        </>
      ) : (
        t('byEngine', { language })
      )}
    </p>
  );
}

interface ShownProps {
  readonly post: PostView;
  readonly view: TranslationView;
  readonly busy: boolean;
  readonly onAgain: () => void;
  readonly onOriginal: () => void;
  readonly onDialog: (dialog: 'correct' | 'versions') => void;
}

function Shown({ post, view, busy, onAgain, onOriginal, onDialog }: ShownProps) {
  const t = useText('translation');
  const isStale = view.stale || post.revision > view.revision;
  return (
    <div class="translation stack-tight">
      <UserText html={view.html} people={view.people} lang={view.lang} />
      <Origin view={view} from={post.lang} />
      {isStale && (
        <p class="small" role="status">
          {t('stale')}
        </p>
      )}
      <div class="row">
        <Button look="quiet" onClick={onOriginal}>
          {t('original')}
        </Button>
        {isStale && (
          <Button look="quiet" busy={busy} onClick={onAgain}>
            {t('again')}
          </Button>
        )}
        {view.can.correct && (
          <Button look="quiet" icon="edit" onClick={() => onDialog('correct')}>
            {t('correct')}
          </Button>
        )}
        {view.can.revert && view.version > 1 && (
          <Button look="quiet" icon="clock" onClick={() => onDialog('versions')}>
            {t('versions.open')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Under a post in a language the reader does not have: its translation, or the way to one. */
export function PostTranslation({ post, onShown }: PostTranslationProps) {
  const t = useText('translation');
  const format = useFormat();
  const { announcer } = useApp();
  const { status, to, isForeign } = useNeed(post);
  const { view, ask, set } = useTranslation(post, to, status?.mine !== null && status !== null);
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<'correct' | 'versions' | null>(null);
  const isAuto = isForeign && status?.mine?.auto === true && status.on;

  function show(on: boolean): void {
    setOpen(on);
    onShown(on);
    noteShown(post, on);
  }

  async function translate(again: boolean, quietly: boolean): Promise<void> {
    if (!(await ask.run(again))) return;
    show(true);
    if (!quietly) announcer.announce(t('done'));
  }

  useEffect(() => () => noteShown(post, false), [post.id]);
  const near = useNear(isAuto, () => void translate(false, true));
  if (!status || !isForeign) return null;
  const language = format.language(to);
  const canWrite = post.can?.react === true;
  return (
    <div ref={near} class="stack-tight">
      {view && open ? (
        <Shown
          post={post}
          view={view}
          busy={ask.busy}
          onAgain={() => void translate(view.can.again || view.origin === 'people', false)}
          onOriginal={() => show(false)}
          onDialog={setDialog}
        />
      ) : (
        <div class="row">
          <Button
            look="quiet"
            icon="globe"
            busy={ask.busy}
            onClick={() => (view ? show(true) : void translate(false, false))}
          >
            {ask.busy ? t('working') : t('translate', { language })}
          </Button>
          {!view && ask.error && canWrite && (
            <Button look="quiet" icon="edit" onClick={() => setDialog('correct')}>
              {t('write')}
            </Button>
          )}
        </div>
      )}
      {ask.error && <Refusal error={ask.error} />}
      {dialog === 'correct' && (
        <CorrectDialog
          post={post}
          lang={to}
          view={view}
          onSaved={(saved) => {
            set(saved);
            ask.forget();
            show(true);
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'versions' && view && (
        <VersionsDialog view={view} onReverted={set} onClose={() => setDialog(null)} />
      )}
    </div>
  );
}
