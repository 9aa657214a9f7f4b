import {
  type PollTranslationView,
  pollTranslationRoutes,
} from '@jembatan/shared/poll-translation.contract';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import type { Slots } from '../../feature.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { isShownTranslated } from './shown-posts.ts';
import { useNeed } from './use-need.ts';

/** The words of a poll follow its post: translated while the post is read so. */
export function PollTranslation({ post, poll, onWords }: Slots['poll-translation']) {
  const t = useText('translation');
  const format = useFormat();
  const { api } = useApp();
  const { status, to } = useNeed(post);
  const on = isShownTranslated(post);
  const [said, set] = useState<PollTranslationView | null>(null);
  const ask = useAction(async () => {
    const params = { id: post.id };
    set(
      status?.mine
        ? await api(pollTranslationRoutes.translatePoll, { params, body: { to } })
        : await api(pollTranslationRoutes.getPollTranslation, { params: { ...params, lang: to } }),
    );
  });
  const fits = said?.edition === poll.edition && said.lang === to;
  useEffect(() => {
    if (on && !fits) void ask.run();
  }, [on, to, poll.edition]);
  const words = on && fits ? said : null;
  useLayoutEffect(() => onWords(words), [words]);
  if (!on) return null;
  if (words)
    return <p class="small soft">{t('byEngine', { language: format.language(post.lang) })}</p>;
  if (!ask.error) return <p class="small soft">{t('working')}</p>;
  return (
    <div class="row">
      <p class="small soft" role="status">
        {t('pollStays')}
      </p>
      {ask.error.code !== 'not-found' && (
        <Button look="quiet" busy={ask.busy} onClick={() => void ask.run()}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}
