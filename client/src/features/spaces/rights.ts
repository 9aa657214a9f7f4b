import { type MemberRole, memberRole, type SpaceView } from '@jembatan/shared/communities.contract';

/** What a role may do, in the order of the table's columns. */
export const abilities = ['read', 'reply', 'create', 'moderate'] as const;
export type Ability = (typeof abilities)[number];

/** Rows of the table: everybody without a role here, then the roles. */
export const rows = ['visitor', ...memberRole.options] as const;
export type Row = (typeof rows)[number];

type Rights = SpaceView['rights'];

/** Whether a box is ticked. */
export function may(rights: Rights, row: Row, ability: Ability): boolean {
  if (row === 'owner') return true;
  if (row === 'visitor') return ability === 'read' && rights.read === null;
  if (ability === 'read') return rights.read === null || rights.read.includes(row);
  return rights[ability].includes(row);
}

/** Owners may everything, others only ever read: those boxes are not theirs to tick. */
export function isFixed(row: Row, ability: Ability): boolean {
  return row === 'owner' || (row === 'visitor' && ability !== 'read');
}

const withRole = (roles: readonly MemberRole[], role: MemberRole, on: boolean): MemberRole[] =>
  memberRole.options.filter((one) => (one === role ? on : roles.includes(one)));

/**
 * The rights after a box was ticked. What makes no sense alone brings what it
 * needs: who writes sees, who keeps order does all; who may not see does nothing;
 * where strangers see, every member does.
 */
export function tick(rights: Rights, at: { row: Row; ability: Ability }, on: boolean): Rights {
  const { row, ability } = at;
  const everybody = [...memberRole.options];
  if (row === 'visitor') return { ...rights, read: on ? null : everybody };
  const next = { ...rights, [ability]: withRole(rights[ability] ?? everybody, row, on) };
  if (ability === 'read' && !on)
    for (const other of abilities) next[other] = without(next, other, row);
  if (on && ability !== 'read' && next.read !== null) next.read = withRole(next.read, row, true);
  if (on && ability === 'moderate')
    for (const other of ['reply', 'create'] as const)
      next[other] = withRole(next[other], row, true);
  return next;
}

function without(rights: Rights, ability: Ability, role: MemberRole): MemberRole[] {
  return withRole(rights[ability] ?? memberRole.options, role, false);
}
