import { assertNever } from '@jembatan/shared/errors';
import type { KindsPart } from '../../feature.ts';
import { Announcements } from './Announcements.tsx';
import { AnswerFilter } from './AnswerFilter.tsx';
import { AnswerFirst } from './AnswerFirst.tsx';
import { Answers } from './Answers.tsx';
import { StartWays } from './StartWays.tsx';
import { WaysDialog } from './WaysDialog.tsx';
import './kinds.css';

/** What kinds of thread show inside the pages of other features: small, and mostly needed together. */
export function Kinds(part: KindsPart) {
  switch (part.show) {
    case 'filter':
      return <AnswerFilter {...part} />;
    case 'answers':
      return <Answers {...part} />;
    case 'announcements':
      return <Announcements {...part} />;
    case 'answerFirst':
      return <AnswerFirst {...part} />;
    case 'start':
      return <StartWays {...part} />;
    case 'dialog':
      return <WaysDialog {...part} />;
    default:
      return assertNever(part);
  }
}
