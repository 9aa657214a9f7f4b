import {
  type CommunityView,
  type MemberRole,
  memberRole,
} from '@jembatan/shared/communities.contract';
import { useText } from '../../i18n/use-text.ts';

interface RoleChoiceProps {
  readonly community: CommunityView;
  readonly value: MemberRole;
  readonly onChange: (role: MemberRole) => void;
}

/** The roles a reader may give: nobody gives more than they have. */
function rolesFor({ can, membership }: CommunityView): readonly MemberRole[] {
  const all = memberRole.options;
  if (can.manage) return all;
  return all.slice(0, all.indexOf(membership?.role ?? 'student') + 1);
}

export function RoleChoice({ community, value, onChange }: RoleChoiceProps) {
  const t = useText('communities');
  return (
    <fieldset class="fieldset">
      <legend>{t('member.role')}</legend>
      {rolesFor(community).map((role) => (
        <label key={role} class="choice">
          <input
            type="radio"
            name="role"
            checked={role === value}
            onChange={() => onChange(role)}
          />
          <span>
            <strong>{t(`role.${role}`)}</strong>
            <br />
            <span class="small soft">{t(`roleHint.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
