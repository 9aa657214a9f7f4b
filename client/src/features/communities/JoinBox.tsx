import { type CommunityView, communityRoutes } from '@jembatan/shared/communities.contract';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import { signInAddress } from '../../frame/return-to.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAction } from '../../state/use-action.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/States.tsx';

interface JoinBoxProps {
  readonly community: CommunityView;
  readonly onChanged: (community: CommunityView) => void;
}

function useJoin({ community, onChanged }: JoinBoxProps) {
  const { api, announcer } = useApp();
  const t = useText('communities');
  const [asked, setAsked] = useState(false);
  const join = useAction(async (key) => {
    const call = { params: { id: community.id } };
    const route = community.parentId ? communityRoutes.joinGroup : communityRoutes.joinCommunity;
    const answer = await api(route, call, { key });
    setAsked(answer.request !== null);
    onChanged(answer.community);
    announcer.show({
      text: t(answer.request ? 'join.asked' : 'join.welcome', { community: community.name }),
    });
  });
  return { asked, join };
}

/** The step in, for those who are not members yet; nothing for those who are. */
export function JoinBox(props: JoinBoxProps) {
  const { community } = props;
  const t = useText('communities');
  const { url } = useLocation();
  const visitor = useApp().session.session.value.kind === 'visitor';
  const { asked, join } = useJoin(props);
  if (community.membership) return null;
  if (visitor) {
    if (community.joining === 'invitation') return null;
    return (
      <div class="note">
        <p>{t('join.visitor')}</p>
        <div>
          <ButtonLink look="primary" href={signInAddress(url, 'sign-up')}>
            {t('join.signUp')}
          </ButtonLink>
        </div>
      </div>
    );
  }
  if (asked) return <p class="note">{t('join.waiting')}</p>;
  if (!community.can.join && !community.can.requestToJoin) {
    return community.joining === 'invitation' ? <p class="note">{t('join.byInvitation')}</p> : null;
  }
  return (
    <div class="note">
      <p>{t(community.can.join ? 'join.open' : 'join.byRequest')}</p>
      <div>
        <Button look="primary" busy={join.busy} onClick={() => void join.run()}>
          {t(community.can.join ? 'join.do' : 'join.ask')}
        </Button>
      </div>
      <ErrorNote error={join.error} />
    </div>
  );
}
