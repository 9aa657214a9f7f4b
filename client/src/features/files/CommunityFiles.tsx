import type { CommunityView } from '@jembatan/shared/communities.contract';
import { limits } from '@jembatan/shared/limits';
import {
  type FileRulesInput,
  type FileRulesView,
  fileKind,
  uploadRoutes,
} from '@jembatan/shared/uploads.contract';
import { useApp } from '../../app-context.ts';
import { Loaded } from '../../frame/Loaded.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { useResource } from '../../state/use-resource.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';

const mib = 1_048_576;
const kinds = ['image', 'document', 'audio', 'video', 'archive', 'other'] as const;

function readForm(form: HTMLFormElement): FileRulesInput {
  const fields = new FormData(form);
  const bytes = (name: string) => Math.round(Number(fields.get(name)) * mib);
  return {
    kinds: fields.getAll('kinds').map((kind) => fileKind.parse(kind)),
    maxBytes: bytes('largest'),
    quotaBytes: bytes('quota'),
  };
}

interface RulesFormProps {
  readonly rules: FileRulesView;
  readonly busy: boolean;
  readonly onSave: (input: FileRulesInput) => void;
}

function RulesForm({ rules, busy, onSave }: RulesFormProps) {
  const t = useText('files');
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(readForm(event.currentTarget));
      }}
    >
      <fieldset class="fieldset">
        <legend class="field-label">{t('kinds')}</legend>
        {kinds.map((kind) => (
          <label key={kind} class="check">
            <input
              type="checkbox"
              name="kinds"
              value={kind}
              defaultChecked={rules.kinds.includes(kind)}
            />
            <span>{t(`kind.${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={t('largest')}
        name="largest"
        type="number"
        min={1}
        max={limits.uploadBytes / mib}
        required
        defaultValue={String(Math.max(1, Math.round(rules.maxBytes / mib)))}
      />
      <Field
        label={t('quota')}
        name="quota"
        type="number"
        min={0}
        max={1_000_000}
        required
        defaultValue={String(Math.round(rules.quotaBytes / mib))}
      />
      <div>
        <Button type="submit" busy={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

/** In the settings of a community: which files it takes, how large, and how much of all. */
export function CommunityFiles({ community }: { readonly community: CommunityView }) {
  const t = useText('files');
  const common = useText('common');
  const format = useFormat();
  const { api, announcer } = useApp();
  const params = { id: community.id };
  const rules = useResource(`files ${community.id}`, (signal) =>
    api(uploadRoutes.getFileRules, { params }, { signal }),
  );
  const save = useAction(async (_key, body: FileRulesInput) => {
    rules.set(await api(uploadRoutes.setFileRules, { params, body }));
    announcer.show({ text: common('saved') });
  });
  const inMb = (bytes: number) => format.number(Math.ceil((bytes / mib) * 10) / 10);
  return (
    <section class="stack" aria-labelledby="community-files">
      <h2 id="community-files">{t('title')}</h2>
      <Loaded resource={rules}>
        {(view) => (
          <>
            <p>{t('used', { used: inMb(view.usedBytes), quota: inMb(view.quotaBytes) })}</p>
            <progress
              max={Math.max(1, view.quotaBytes)}
              value={view.usedBytes}
              aria-label={t('title')}
            />
            {view.follows && <p>{t('follows')}</p>}
            {view.can.change && (
              <RulesForm rules={view} busy={save.busy} onSave={(input) => void save.run(input)} />
            )}
            <ErrorNote error={save.error} />
          </>
        )}
      </Loaded>
    </section>
  );
}
