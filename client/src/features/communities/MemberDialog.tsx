import {
  type CommunityView,
  communityRoutes,
  type MemberRole,
  type MembershipView,
} from '@jembatan/shared/communities.contract';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { ErrorNote } from '../../ui/States.tsx';
import { RoleChoice } from './RoleChoice.tsx';

interface MemberDialogProps {
  readonly community: CommunityView;
  readonly member: MembershipView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Changes what somebody is in a community, and the class they are there with. */
export function MemberDialog({ community, member, onDone, onClose }: MemberDialogProps) {
  const t = useText('communities');
  const { api } = useApp();
  const [role, setRole] = useState<MemberRole>(member.role);
  const [className, setClassName] = useState(member.class ?? '');
  const save = useAction(async () => {
    const params = { id: community.id, personId: member.person.id };
    const body = { role, class: className.trim() || null };
    await api(communityRoutes.changeMember, { params, body });
    onDone();
  });
  return (
    <Dialog open title={member.person.displayName} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <RoleChoice community={community} value={role} onChange={setRole} />
        <Field
          label={t('member.class')}
          hint={t('member.classHint')}
          value={className}
          maxLength={60}
          onInput={(event) => setClassName(event.currentTarget.value)}
        />
        <ErrorNote error={save.error} />
        <Button look="primary" type="submit" busy={save.busy}>
          {t('member.save')}
        </Button>
      </form>
    </Dialog>
  );
}
