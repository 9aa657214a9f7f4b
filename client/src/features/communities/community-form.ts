import type { CommunityKind, CommunityView } from '@jembatan/shared/communities.contract';

/** What can be chosen for a community, as its form holds it. */
export interface CommunityFields {
  readonly name: string;
  readonly kind: CommunityKind;
  readonly description: string;
  readonly reading: CommunityView['reading'];
  readonly joining: CommunityView['joining'];
  readonly languages: string[];
}

/** The closest doors first; who wants them open says so. */
export const emptyCommunity: CommunityFields = {
  name: '',
  kind: 'class',
  description: '',
  reading: 'members',
  joining: 'invitation',
  languages: [],
};

/** A study group lives inside its community: its members may read along and step in. */
export const emptyGroup: CommunityFields = {
  ...emptyCommunity,
  kind: 'study-group',
  joining: 'open',
};

export function fieldsOf(community: CommunityView): CommunityFields {
  const { name, kind, description, reading, joining, languages } = community;
  return { name, kind, description, reading, joining, languages };
}
