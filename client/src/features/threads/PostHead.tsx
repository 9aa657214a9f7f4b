import type { PostView } from '@jembatan/shared/threads.view';
import { Later } from '../../frame/Later.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useI18n, useText } from '../../i18n/use-text.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Avatar, NameLink } from '../../ui/Person.tsx';
import { Pill } from '../../ui/States.tsx';
import { RelativeTime } from '../../ui/Time.tsx';

const loadWikiMark = () => import('./WikiMark.tsx').then((module) => module.WikiMark);
const loadArrived = () => import('./Arrived.tsx').then((module) => module.Arrived);

/** Known, and not the reader's own. */
export const isOtherLanguage = (lang: string, own: string) =>
  lang !== 'und' && lang.split('-')[0] !== own;

/** A text's language, where it is known and not the reader's own. */
export function LanguageMark({ lang }: { lang: string }) {
  const t = useText('threads');
  const format = useFormat();
  const own = useI18n().language.value;
  if (!isOtherLanguage(lang, own)) return null;
  const name = format.language(lang);
  return (
    <span class="language-mark small soft" title={t('post.language', { language: name })}>
      {name}
    </span>
  );
}

/** Who wrote it, when, in which language, and what has been done to it since. */
export function PostHead({ post, isAccepted }: { post: PostView; isAccepted: boolean }) {
  const t = useText('threads');
  return (
    <header class="post-head">
      <Avatar person={post.author} />
      <div class="grow">
        <div class="post-byline">
          <NameLink person={post.author} />
          <a class="post-time small soft" href={`#p${post.number}`}>
            <span class="visually-hidden">{t('post.number', { number: post.number })} </span>
            <RelativeTime at={post.createdAt} />
          </a>
          {post.writtenAt && (
            <Later
              load={loadArrived}
              props={{ written: post.writtenAt, arrived: post.createdAt }}
            />
          )}
          {post.wiki || post.editor ? (
            <Later load={loadWikiMark} props={{ post }} />
          ) : (
            post.editedAt && <span class="small soft">{t('post.edited')}</span>
          )}
          <LanguageMark lang={post.lang} />
        </div>
        {post.replyTo && (
          <a class="small reply-to" href={`#p${post.replyTo}`}>
            <Icon name="reply" />
            {t('post.replyTo', { number: post.replyTo })}
          </a>
        )}
      </div>
      {isAccepted && <Pill look="good">{t('post.accepted')}</Pill>}
      {post.hidden && <Pill look="harm">{t('post.hidden')}</Pill>}
    </header>
  );
}
