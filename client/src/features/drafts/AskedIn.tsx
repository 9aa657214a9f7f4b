import * as z from 'zod/mini';
import { useText } from '../../i18n/use-text.ts';

/** What the form of a poll keeps, as far as it is said in a list. */
const asked = z.object({
  question: z._default(z.optional(z.string()), ''),
  options: z._default(z.optional(z.array(z.string())), []),
});

function read(poll: string): z.output<typeof asked> {
  try {
    return asked.parse(JSON.parse(poll));
  } catch {
    // Whatever it is, it belongs to the text and is kept.
    return asked.parse({});
  }
}

interface AskedProps {
  readonly question: string | null;
  readonly options: readonly string[];
}

/** That a poll belongs to a text, and what it asks. */
export function Asked({ question, options }: AskedProps) {
  const t = useText('writing');
  const texts = options.filter((text) => text.trim() !== '').join(' · ');
  return (
    <span class="block small draft-poll">
      <span class="pill">{t('draft.poll')}</span>
      {question && <bdi>{question}</bdi>}
      {texts && <bdi class="soft">{texts}</bdi>}
    </span>
  );
}

/** The same of a draft, whose poll is kept as its form keeps it; nothing where there is none. */
export function AskedIn({ poll }: { readonly poll: string }) {
  return poll === '' ? null : <Asked {...read(poll)} />;
}
