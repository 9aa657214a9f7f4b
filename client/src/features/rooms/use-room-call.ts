import { sessionRoutes } from '@jembatan/shared/sessions.contract';
import { useEffect, useMemo } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { createDevices } from './media/devices.ts';
import { createMediasoupMedia } from './media/mediasoup-media.ts';
import { openRoomConnection } from './media/room-connection.ts';
import { ownDevice } from './own-device.ts';
import { createRoomCall, type RoomCall } from './room-call.ts';

/** Chromium tells when a phone goes from one network to another; others only tell `online`. */
function networkEvents(): EventTarget | undefined {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return connection instanceof EventTarget ? connection : undefined;
}

/** Keeps a call informed about the page it lives on, and ends it with the page. */
function attend(call: RoomCall): () => void {
  const network = networkEvents();
  const onNetwork = () => call.onNetworkChange();
  const onHide = (event: PageTransitionEvent) => {
    // A page that the browser only puts aside may come back, with its seat.
    if (!event.persisted) call.leave();
  };
  addEventListener('online', onNetwork);
  network?.addEventListener('change', onNetwork);
  addEventListener('pagehide', onHide);
  return () => {
    removeEventListener('online', onNetwork);
    network?.removeEventListener('change', onNetwork);
    removeEventListener('pagehide', onHide);
    call.leave();
    call.devices.close();
  };
}

/** One visit to the room of a session; a new `visit` number is a new one. */
export function useRoomCall(sessionId: string, visit: number): RoomCall {
  const { api } = useApp();
  const call = useMemo(() => {
    const device = ownDevice();
    return createRoomCall({
      devices: createDevices(),
      openConnection: openRoomConnection,
      createMedia: createMediasoupMedia,
      requestTicket: () =>
        api(sessionRoutes.joinSession, { params: { id: sessionId }, body: { device } }),
    });
  }, [sessionId, visit]);
  useEffect(() => attend(call), [call]);
  return call;
}
