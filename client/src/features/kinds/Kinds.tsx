import { assertNever } from '@jembatan/shared/errors';
import type { KindsPart } from '../../feature.ts';
import { AnswerFilter } from './AnswerFilter.tsx';
import { Answers } from './Answers.tsx';
import './kinds.css';

/** What kinds of thread show inside the pages of other features: small, and mostly needed together. */
export function Kinds(part: KindsPart) {
  switch (part.show) {
    case 'filter':
      return <AnswerFilter {...part} />;
    case 'answers':
      return <Answers {...part} />;
    default:
      return assertNever(part);
  }
}
