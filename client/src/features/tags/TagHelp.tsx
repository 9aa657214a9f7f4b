import { tagRoutes } from '@jembatan/shared/tags.contract';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { Slots } from '../../feature.ts';
import { useText } from '../../i18n/use-text.ts';
import { useResource } from '../../state/use-resource.ts';
import { lastWord, withTag } from './last-word.ts';
import './tags.css';

const quietMs = 250;
const most = 6;

/** What was typed, once the fingers rest. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

/** Known tags that go on as the word in the field begins, or lead from another name of theirs. */
export function TagHelp({ communityId: id, text, onChange }: Slots['tag-help']) {
  const t = useText('tags');
  const { api } = useApp();
  const q = useRested(lastWord(text).word);
  const found = useResource(q ? `tag-help ${id} ${q}` : null, (signal) =>
    api(tagRoutes.suggestTags, { params: { id }, query: { q } }, { signal }),
  );
  const items = (q && found.value?.items.slice(0, most)) || [];
  return (
    <fieldset class="tag-help" aria-label={t('help')} aria-live="polite">
      {items.map(({ id: key, name }) => (
        <button
          key={key}
          type="button"
          class="tag tag-button"
          onClick={() => onChange(withTag(text, name))}
        >
          <bdi>#{name}</bdi>
        </button>
      ))}
    </fieldset>
  );
}
