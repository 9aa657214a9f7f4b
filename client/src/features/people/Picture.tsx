import { type MeView, peopleRoutes } from '@jembatan/shared/people.contract';
import { useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Avatar } from '../../ui/Person.tsx';
import { ErrorNote } from '../../ui/States.tsx';

/** My picture, and the way to another one. */
export function Picture({ me }: { me: MeView }) {
  const t = useText('people');
  const { api, upload, account } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const [percent, setPercent] = useState(0);
  const change = useAction(async (key, file: File | null) => {
    const stored = file ? await upload(file, { key, onProgress: setPercent }) : null;
    account.accept(
      await api(peopleRoutes.changeMe, { body: { avatarFileId: stored?.id ?? null } }),
    );
  });
  return (
    <div class="stack-tight">
      <Avatar person={me} size="large" />
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) void change.run(file);
        }}
      />
      <div class="row">
        <Button busy={change.busy} onClick={() => input.current?.click()}>
          {change.busy ? t('me.uploading', { percent }) : t('me.picture')}
        </Button>
        {me.avatarUrl && !change.busy && (
          <Button look="quiet" onClick={() => void change.run(null)}>
            {t('me.noPicture')}
          </Button>
        )}
      </div>
      <ErrorNote error={change.error} />
    </div>
  );
}
