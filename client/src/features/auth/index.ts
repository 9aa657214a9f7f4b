import type { Feature } from '../../feature.ts';

export const auth: Feature = { pages: [] };
