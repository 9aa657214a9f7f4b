import { assertNever } from '@jembatan/shared/errors';
import type { TermsPart } from '../../feature.ts';
import { GroupChoice } from './GroupChoice.tsx';
import { ReplyTerms } from './ReplyTerms.tsx';
import { RevealDialog } from './RevealDialog.tsx';
import { SpaceTerms } from './SpaceTerms.tsx';
import { StartTerms } from './StartTerms.tsx';
import { TermsDialog } from './TermsDialog.tsx';
import { ThreadTerms } from './ThreadTerms.tsx';

/** What forums show inside the pages of other features: small, and mostly needed together. */
export function Terms(part: TermsPart) {
  switch (part.show) {
    case 'space':
      return <SpaceTerms {...part} />;
    case 'groups':
      return <GroupChoice {...part} />;
    case 'thread':
      return <ThreadTerms {...part} />;
    case 'dialog':
      return <TermsDialog {...part} />;
    case 'reply':
      return <ReplyTerms {...part} />;
    case 'start':
      return <StartTerms {...part} />;
    case 'author':
      return <RevealDialog {...part} />;
    default:
      return assertNever(part);
  }
}
