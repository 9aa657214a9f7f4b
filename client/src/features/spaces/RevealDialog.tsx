import type { PersonView } from '@jembatan/shared/people.contract';
import { threadRoutes } from '@jembatan/shared/threads.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Avatar, Name, NameLink } from '../../ui/Person.tsx';
import { ErrorNote } from '../../ui/States.tsx';

/** For staff: who wrote under a pseudonym. Said before it is asked: the log will show it. */
export function RevealDialog({ post, onClose }: { post: PostView; onClose: () => void }) {
  const t = useText('spaces');
  const { api } = useApp();
  const [person, setPerson] = useState<PersonView | null>(null);
  const ask = useAction(async (key) =>
    setPerson((await api(threadRoutes.revealAuthor, { params: { id: post.id } }, { key })).person),
  );
  return (
    <Dialog open title={t('reveal.title')} onClose={onClose}>
      <div class="row">
        <Avatar person={post.author} />
        <Name person={post.author} />
        {person && (
          <>
            <span aria-hidden="true">=</span>
            <Avatar person={person} />
            <NameLink person={person} />
          </>
        )}
      </div>
      <p>{t(person ? 'reveal.noted' : 'reveal.warning')}</p>
      <ErrorNote error={ask.error} />
      {!person && (
        <Button look="primary" busy={ask.busy} onClick={() => void ask.run()}>
          {t('reveal.ask')}
        </Button>
      )}
    </Dialog>
  );
}
