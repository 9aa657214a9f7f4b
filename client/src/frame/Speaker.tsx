import { useApp } from '../app-context.ts';
import { useText } from '../i18n/use-text.ts';
import { Button } from '../ui/Button.tsx';

/** The one live region, and the short note that may be taken back. */
export function Speaker() {
  const t = useText('common');
  const { announcer } = useApp();
  const toast = announcer.toast.value;
  return (
    <>
      <div class="visually-hidden" aria-live="polite" role="status">
        {announcer.spoken.value}
      </div>
      <div role="status">
        {toast && (
          <div class="toast">
            <span>{toast.text}</span>
            {toast.undo && (
              <Button
                look="quiet"
                onClick={() => {
                  toast.undo?.();
                  announcer.dismiss();
                }}
              >
                {t('undo')}
              </Button>
            )}
          </div>
        )}
      </div>
    </>
  );
}
