import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import type { OwnSource } from './media/own-source.ts';

interface CaptureNoteProps {
  readonly source: OwnSource;
  readonly kind: 'camera' | 'microphone' | 'screen';
}

/** Why a device is not there, in a plain sentence, and another try without reload. */
export function CaptureNote({ source, kind }: CaptureNoteProps) {
  const t = useText('rooms');
  const { problem } = source.state.value;
  if (!problem) return null;
  return (
    <div class="note note-harm capture-note" role="alert">
      <p>{t(`problem.${kind}.${problem}`)}</p>
      <div>
        <Button onClick={() => void source.want(true).catch(() => undefined)}>
          {t('problem.again')}
        </Button>
      </div>
    </div>
  );
}
