import {
  type PrivatelyClosed,
  type PrivateReplyView,
  privateReplyRoutes,
} from '@jembatan/shared/private-replies.contract';
import type { PostView } from '@jembatan/shared/threads.view';
import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../../app-context.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useAction } from '../../../state/use-action.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNote } from '../../../ui/States.tsx';
import { Composer } from '../Composer.tsx';
import { useDraft } from '../use-draft.ts';
import { openedPrivately, privateDraft } from './opened.ts';

/** Nobody is called by a name here: who is not in the talk never hears of it. */
export const nobodyInSight = { communityId: null, inSight: [] } as const;

interface PrivateBoxProps {
  readonly post: PostView;
  readonly isFirst: boolean;
  /** Why nothing can be sent; what was typed before stays in sight. */
  readonly closed: PrivatelyClosed | undefined;
  readonly onSent: (reply: PrivateReplyView) => void;
  /** The box is closed. */
  readonly onPutAway: () => void;
}

/** Writes in private; what was typed stays on the device until the hub has it. */
export function PrivateBox({ post, isFirst, closed, onSent, onPutAway }: PrivateBoxProps) {
  const t = useText('private-replies');
  const common = useText('common');
  const { api, announcer } = useApp();
  const draft = useDraft(privateDraft(post.id));
  const wanted = openedPrivately.value === post.id;
  const [isOpen, open] = useState(draft.text !== '');
  const caret = useSignal<{ text: string } | null>(null);
  function begin(): void {
    open(true);
    caret.value = { text: '' };
  }
  useEffect(() => {
    if (wanted && !closed) begin();
  }, [wanted]);
  const send = useAction(async (_key, body: string) => {
    const call = { params: { id: post.id }, body: { body } };
    const sent = await api(privateReplyRoutes.createPrivateReply, call, { key: draft.key });
    draft.clear();
    close();
    onSent(sent);
    announcer.announce(t('sent'));
  });

  function close(): void {
    open(false);
    onPutAway();
    if (openedPrivately.value === post.id) openedPrivately.value = null;
  }

  const why = closed && <p class="small soft">{t(`closed.${closed}`)}</p>;
  if (closed && !isOpen)
    return (
      <>
        {why}
        {isFirst && (
          <div>
            <Button look="quiet" onClick={close}>
              {common('close')}
            </Button>
          </div>
        )}
      </>
    );
  if (!isOpen)
    return (
      <div>
        <Button look="quiet" icon="reply" onClick={begin}>
          {t(isFirst ? 'begin' : 'answer')}
        </Button>
      </div>
    );
  return (
    <Composer
      draft={draft}
      label={t('label', { number: post.number })}
      sendLabel={t('send')}
      scope={nobodyInSight}
      inserted={caret}
      wordsOnly
      busy={send.busy}
      onSend={(text) => void send.run(text)}
      onCancel={() => {
        draft.clear();
        close();
      }}
    >
      {why}
      <ErrorNote error={send.error} />
    </Composer>
  );
}
