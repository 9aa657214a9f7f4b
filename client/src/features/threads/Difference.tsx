import { useMemo } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { type Block, differenceOf, type Piece } from './difference.ts';
import './history.css';

export type DifferenceLook = 'inline' | 'sides';

interface DifferenceProps {
  readonly before: string;
  readonly after: string;
  /** Of the text: what a word is depends on it. */
  readonly lang: string;
  readonly look?: DifferenceLook;
  /** Said before it: that this is what somebody changed. */
  readonly named?: boolean;
}

/** Around what changed, so many characters of what did not are shown. */
const context = 120;

/** What stayed, without its middle where it is long. */
function Same({ text }: { text: string }) {
  const t = useText('history');
  if (text.length <= 3 * context) return <>{text}</>;
  return (
    <>
      {text.slice(0, context)}
      <span class="history-gap">{t('gap')}</span>
      {text.slice(-context)}
    </>
  );
}

/** A change of spaces and line ends alone is made visible. */
const shown = (text: string) => (text.trim() === '' ? text.replaceAll('\n', '↵\n') : text);

/** Read aloud with a word before it, underlined or struck through: never by colour alone. */
function Part({ kind, text }: Piece) {
  const t = useText('history');
  if (kind === 'same') return <Same text={text} />;
  const Tag = kind === 'added' ? 'ins' : 'del';
  return (
    <Tag>
      <span class="visually-hidden">{t(`part.${kind}`)} </span>
      {shown(text)}
      <span class="visually-hidden"> {t('end')}</span>
    </Tag>
  );
}

function Text({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map((piece, index) => (
        <Part key={index} {...piece} />
      ))}
    </>
  );
}

const without = ({ pieces }: Block, kind: Piece['kind']) =>
  pieces.filter((piece) => piece.kind !== kind);

function Sides({ blocks, lang }: { blocks: readonly Block[]; lang: string | undefined }) {
  const t = useText('history');
  const column = (label: string, absent: Piece['kind']) => (
    <div>
      <p class="small soft">{label}</p>
      <div class="difference" dir="auto" lang={lang}>
        {blocks.map((block, index) => (
          <Text key={index} pieces={without(block, absent)} />
        ))}
      </div>
    </div>
  );
  return (
    <div class="difference-sides">
      {column(t('before'), 'added')}
      {column(t('after'), 'removed')}
    </div>
  );
}

/** What became of a text, word by word: in one text, or in two side by side. */
export function Difference({ before, after, lang, look, named }: DifferenceProps) {
  const t = useText('history');
  const blocks = useMemo(() => differenceOf(before, after, lang), [before, after, lang]);
  const known = lang === 'und' ? undefined : lang;
  if (look === 'sides') return <Sides blocks={blocks} lang={known} />;
  return (
    <>
      {named && <p class="small soft">{t('changed')}</p>}
      <div class="difference" dir="auto" lang={known}>
        {blocks.map((block, index) => (
          <Text key={index} pieces={block.pieces} />
        ))}
      </div>
    </>
  );
}
