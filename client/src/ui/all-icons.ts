import { addDrawings } from './Icon.tsx';
import { moreDrawings } from './more-icons.ts';

// Whoever imports this has every drawing from its first draw on.
addDrawings(moreDrawings);
