import { previewRoutes } from '@jembatan/shared/previews.contract';
import type { LinkPreview, PostView } from '@jembatan/shared/threads.view';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { IconButton } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import './previews.css';

function Card({ preview }: { readonly preview: LinkPreview }) {
  const { url, title, description, siteName, picture } = preview;
  // Whoever saves data opens the page to see what it looks like.
  const isSaving = 'saver' in document.documentElement.dataset;
  return (
    <a class="link-preview-card" href={url} target="_blank" rel="noopener nofollow ugc">
      {picture && !isSaving && (
        <img
          src={picture.url}
          width={picture.width}
          height={picture.height}
          alt=""
          loading="lazy"
          decoding="async"
        />
      )}
      <span class="link-preview-words">
        <bdi class="soft small clamp">{siteName}</bdi>
        <span class="strong clamp" dir="auto">
          {title}
        </span>
        {description && (
          <span class="small clamp" dir="auto">
            {description}
          </span>
        )}
      </span>
    </a>
  );
}

/** Pages a post links to, in their own words; the author can take each away. */
export function LinkPreviews({ post }: { readonly post: PostView }) {
  const t = useText('previews');
  const { api, announcer } = useApp();
  const remove = useAction(async (_key, preview: string) => {
    await api(previewRoutes.removePreview, { params: { id: post.id, preview } });
    announcer.show({ text: t('removed') });
  });
  return (
    <ul class="link-previews" aria-label={t('title')}>
      {post.previews?.map((preview) => (
        <li key={preview.id} class="link-preview">
          <Card preview={preview} />
          {post.can?.edit && (
            <IconButton
              icon="close"
              label={t('remove', { title: preview.title })}
              onClick={() => void remove.run(preview.id)}
            />
          )}
        </li>
      ))}
      <ErrorNote error={remove.error} />
    </ul>
  );
}
