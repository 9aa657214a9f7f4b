import { communityRoutes } from '@jembatan/shared/communities.contract';
import { peopleRoutes } from '@jembatan/shared/people.contract';
import { cityOf, dayKey } from '@jembatan/shared/zoned';
import { useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import type { Api } from '../../net/http.ts';
import { useResource } from '../../state/use-resource.ts';
import { useOwnZone } from './use-own-zone.ts';

/** People asked for their zone; a large community shows the zones of its first members. */
const asked = '24';

async function zonesOf(api: Api, communityId: string, signal: AbortSignal): Promise<string[]> {
  const { items } = await api(
    communityRoutes.listMembers,
    { params: { id: communityId }, query: { limit: asked } },
    { signal },
  );
  const profiles = await Promise.all(
    items.map(({ person }) =>
      api(peopleRoutes.getPerson, { params: { handle: person.handle } }, { signal }).catch(
        () => null,
      ),
    ),
  );
  return profiles.flatMap((profile) => (profile ? [profile.timeZone] : []));
}

interface OtherZonesProps {
  readonly communityId: string;
  readonly at: string;
  /** Zones shown whoever the members are, e.g. the one it was planned in. */
  readonly known: readonly string[];
  readonly open?: boolean;
}

function ZoneList({ communityId, at, known }: OtherZonesProps) {
  const format = useFormat();
  const ownZone = useOwnZone();
  const { api } = useApp();
  const members = useResource(`zones ${communityId}`, (signal) =>
    zonesOf(api, communityId, signal),
  );
  const zones = [...new Set([...known, ...(members.value ?? [])])].filter(
    (zone) => zone !== ownZone,
  );
  const sameDay = (zone: string) => dayKey(at, zone) === dayKey(at, ownZone);
  return (
    <ul class="zones">
      {zones.map((zone) => (
        <li key={zone}>
          <time dateTime={at}>
            {sameDay(zone) ? format.time(at, zone) : format.dayAndTime(at, zone)}
          </time>{' '}
          <bdi>{cityOf(zone)}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** The same moment on everybody else's clocks; asked for only when it is opened. */
export function OtherZones(props: OtherZonesProps) {
  const t = useText('sessions');
  const [open, setOpen] = useState(props.open === true);
  return (
    <details
      class="other-zones"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('otherZones')}</summary>
      {open && <ZoneList {...props} />}
    </details>
  );
}
