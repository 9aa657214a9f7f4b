import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useText } from '../i18n/use-text.ts';
import { IconButton } from './Button.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  /** Called for Escape, the cross and a press beside it. */
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

/** The native modal dialog: focus goes in, stays in, and comes back. */
export function Dialog({ open, title, onClose, children }: DialogProps) {
  const t = useText('common');
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = element.current;
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);

  return (
    <dialog ref={element} class="dialog" aria-labelledby={id} onClose={onClose} closedby="any">
      {open && (
        <div class="stack">
          <div class="row-between">
            <h2 id={id} class="grow">
              {title}
            </h2>
            <IconButton icon="close" label={t('close')} onClick={onClose} />
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
