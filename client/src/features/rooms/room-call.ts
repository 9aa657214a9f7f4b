import { AppError } from '@jembatan/shared/errors';
import type { JoinReply, ModerateAction, Source } from '@jembatan/shared/rooms.view';
import type { IceServer } from '@jembatan/shared/rtp';
import type { JoinAnswer } from '@jembatan/shared/sessions.contract';
import type { Ask } from './media/ask.ts';
import type { Devices } from './media/devices.ts';
import { isGivenUp } from './media/layers.ts';
import { createOwnSources, type OwnSources } from './media/own-sources.ts';
import { PathWatch } from './media/path-watch.ts';
import { createReceiver, type Receiver } from './media/receiver.ts';
import { nextStepAfter } from './media/reconnect.ts';
import type { OpenConnection } from './media/room-connection.ts';
import { RoomLink } from './media/room-link.ts';
import type { Direction, MediaListener, PathState, RoomMedia } from './media/room-media.ts';
import { createViewRules, type RoomViewRules } from './media/view-rules.ts';
import { isHeld, othersProducers } from './room.selectors.ts';
import type { RoomEvent } from './room.state.ts';
import { createRoomStore, type RoomStore } from './room.store.ts';

/** One visit to a room, from the page before it to leaving. */
export interface RoomCall extends RoomStore {
  readonly own: OwnSources;
  readonly receiver: Receiver;
  readonly devices: Devices;
  readonly view: RoomViewRules;
  /** Opens the way to the room, so that entering is short. */
  prepare(): void;
  /** Keeps what `prepare` got fresh; called now and then before entering. */
  refresh(): Promise<void>;
  /** Milliseconds to the room and back; rejects while there is no connection. */
  measure(): Promise<number>;
  enter(): void;
  leave(): void;
  /** The network may have changed or come back. */
  onNetworkChange(): void;
  raiseHand(raised: boolean): Promise<void>;
  moderate(action: ModerateAction, target?: { peerId?: string; source?: Source }): Promise<void>;
}

export interface RoomCallOptions {
  readonly requestTicket: () => Promise<JoinAnswer>;
  readonly openConnection: OpenConnection;
  readonly createMedia: (ask: Ask, listener: MediaListener) => RoomMedia;
  readonly devices: Devices;
}

/** Milliseconds that drawing the room may wait for the browser to open the way. */
const drawWithinMs = 100;

class Call {
  readonly store = createRoomStore();
  readonly link: RoomLink;
  readonly media: RoomMedia;
  readonly own: OwnSources;
  readonly receiver: Receiver;
  readonly view: RoomViewRules;
  readonly paths: PathWatch;
  #wantsIn = false;
  #joining = false;
  #iceServers: readonly IceServer[] = [];

  constructor({ requestTicket, openConnection, createMedia, devices }: RoomCallOptions) {
    const listener = {
      onOpen: (answer: JoinAnswer) => this.#onOpen(answer),
      onEvent: (event: RoomEvent) => this.#onEvent(event),
      onJoinReply: (reply: JoinReply) => this.#onJoinReply(reply),
      onLost: () => this.#onLost(),
      onDelay: (error: unknown) => this.store.setDelay(error),
      onHopeless: (error: AppError) => this.#end({ kind: 'failed', error }),
    };
    this.link = new RoomLink({ requestTicket, openConnection, listener });
    const { ask } = this.link;
    const media = () =>
      this.store.phase.value.kind === 'inside' && this.media.transportIds ? this.media : null;
    this.media = createMedia(ask, {
      firstConsumers: () => this.receiver.firstConsumers(),
      onPath: (direction, state) => this.#onPath(direction, state),
    });
    this.view = createViewRules(this.store.room, () => this.#onViewRules());
    this.own = createOwnSources({
      ask,
      media,
      devices,
      isHeld: (source) => this.#isOff(source),
    });
    this.receiver = createReceiver({
      ask,
      media,
      producers: () => othersProducers(this.store.room.value),
      rules: () => this.view.rules.value,
    });
    this.paths = new PathWatch({
      ask,
      media,
      onBlocked: (blocked) => this.store.setBlocked(blocked),
      rebuild: () => this.#rebuild(),
    });
    this.#onViewRules();
  }

  enter(): void {
    this.#wantsIn = true;
    this.store.become({ kind: 'entering' });
    if (this.link.isOpen) this.#join();
    else this.link.open();
  }

  leave(): void {
    this.link.leave();
    this.#end({ kind: 'ended', reason: 'left' });
  }

  onNetworkChange(): void {
    if (!this.#wantsIn) return;
    if (!this.link.isOpen) this.link.retryNow();
    else this.paths.restartAll();
  }

  #onOpen(answer: JoinAnswer): void {
    this.store.setDelay(null);
    this.#iceServers = answer.iceServers;
    this.media.load(answer.rtpCapabilities).then(
      () => {
        if (this.#wantsIn) this.#join();
        else this.store.become({ kind: 'outside', isReady: true });
      },
      (error: unknown) =>
        this.#end({
          kind: 'failed',
          error: error instanceof AppError ? error : new AppError('internal'),
        }),
    );
  }

  #onLost(): void {
    const { kind } = this.store.phase.value;
    if (kind === 'inside' || kind === 'lobby') this.store.become({ kind: 'reconnecting' });
    else if (kind === 'outside') this.store.become({ kind: 'outside', isReady: false });
  }

  #end(phase: Parameters<typeof this.store.become>[0]): void {
    this.#wantsIn = false;
    this.link.leave();
    this.paths.close();
    this.view.close();
    this.own.close();
    this.receiver.close();
    this.media.close();
    this.store.become(phase);
  }

  #join(): void {
    if (this.#joining) return;
    this.#joining = true;
    this.#askToJoin()
      .catch((error: unknown) => this.#onJoinFailed(error))
      .finally(() => {
        this.#joining = false;
      });
  }

  async #askToJoin(): Promise<void> {
    const ticket = this.link.newerTicket;
    const request = { rtpCapabilities: this.media.capabilities, transports: true, consume: true };
    await this.link.ask('join', ticket === undefined ? request : { ...request, ticket });
  }

  #onJoinFailed(error: unknown): void {
    this.store.setDelay(error);
    const next = nextStepAfter(error);
    if (next === 'give-up')
      this.#end({
        kind: 'failed',
        error: error instanceof AppError ? error : new AppError('internal'),
      });
    else if (next === 'new-ticket') this.link.renew();
    else if (this.link.isOpen) this.link.reopen();
  }

  #onJoinReply(reply: JoinReply): void {
    if ('lobby' in reply) {
      this.store.become({ kind: 'lobby' });
      return;
    }
    this.link.rememberSeat(reply.resumeToken, reply.seatSeconds);
    if (this.store.phase.value.kind === 'entering' && reply.consumers?.length) this.#drawLater();
    this.store.takeSnapshot(reply);
    this.store.become({ kind: 'inside' });
    const { send, recv } = reply.transports ?? {};
    const ids = this.media.transportIds;
    const isSame = reply.resumed && ids !== null && ids.send === send?.id && ids.recv === recv?.id;
    if (isSame) this.#goOn(reply);
    else if (send && recv && !reply.resumed)
      this.#startMedia({ send, recv }, reply.consumers ?? []);
    else this.#rebuild().catch(() => this.link.reopen());
  }

  /** The first pictures first, then the room around them; it does not wait long. */
  #drawLater(): void {
    this.store.setStarting(true);
    setTimeout(() => this.store.setStarting(false), drawWithinMs);
  }

  #onPath(direction: Direction, state: PathState): void {
    this.paths.onPath(direction, state);
    if (direction === 'recv' && state === 'connected') this.store.setStarting(false);
  }

  /** Same seat, same transports: both sides are compared and brought in step. */
  #goOn(reply: Extract<JoinReply, { self: unknown }>): void {
    this.paths.restartAll();
    this.receiver.adopt(reply.consumers ?? [], { resumed: true });
    this.own
      .adopt(reply.producers.filter((producer) => producer.peerId === reply.self.id))
      .catch(() => undefined);
    this.#syncReceiver();
  }

  #startMedia(
    transports: Pick<Parameters<RoomMedia['open']>[0], 'send' | 'recv'>,
    consumers: Parameters<Receiver['adopt']>[0],
  ): void {
    this.paths.close();
    this.media.open({ ...transports, iceServers: this.#iceServers });
    this.receiver.adopt(consumers, { resumed: false });
    this.own.forget();
    this.own.sync().catch(() => undefined);
    this.#syncReceiver();
  }

  /** New transports in place of those that nothing passes. */
  async #rebuild(): Promise<void> {
    const [send, recv] = await Promise.all([
      this.link.ask('transport:create', { direction: 'send' }),
      this.link.ask('transport:create', { direction: 'recv' }),
    ]);
    this.#startMedia({ send, recv }, []);
  }

  /** A moderator holds it, or it is given up on a weak link or by choice. The wish stays. */
  #isOff(source: Source): boolean {
    if (isHeld(this.store.room.value, source)) return true;
    const rules = this.view.rules.value;
    return source === 'camera' && (rules.audioOnly || isGivenUp(rules, 'no-own-camera'));
  }

  /** More or less picture is wanted: in both directions. */
  #onViewRules(): void {
    const rules = this.view.rules.value;
    const small = rules.saver || isGivenUp(rules, 'small-cameras');
    this.own.camera.limitSize(small ? 0 : 2);
    this.own.camera.sync().catch(() => undefined);
    this.#syncReceiver();
  }

  /** A dead link is no news here: everything is compared again at the next join. */
  #syncReceiver(): void {
    this.receiver.sync().catch(() => undefined);
  }

  #onEvent(event: RoomEvent): void {
    this.store.takeEvent(event);
    this.#onMediaEvent(event);
    switch (event.name) {
      case 'admitted':
        this.#join();
        break;
      case 'room:restarted':
        this.media.close();
        this.receiver.adopt([], { resumed: false });
        this.own.forget();
        this.#join();
        break;
      case 'room:moved':
        this.link.renew();
        break;
      case 'room:closed':
        this.#end({ kind: 'ended', reason: event.payload.reason });
        break;
      case 'replaced':
        this.#end({ kind: 'ended', reason: 'replaced' });
        break;
    }
  }

  #onMediaEvent(event: RoomEvent): void {
    switch (event.name) {
      case 'producer:changed':
        this.own.of(event.payload.source).onProducer(event.payload);
        break;
      case 'producer:closed':
        this.own.of(event.payload.source).onClosed(event.payload.id, event.payload.reason);
        this.#syncReceiver();
        break;
      case 'peer:changed':
        if (event.payload.id === this.store.room.value.selfId)
          this.#obeyHolds(event.payload.mutedSources);
        break;
      case 'producer:opened':
      case 'peer:joined':
      case 'peer:left':
        this.#syncReceiver();
        break;
      case 'consumer:changed':
        this.receiver.onChanged(event.payload);
        break;
      case 'consumer:closed':
        this.receiver.onClosed(event.payload.id);
        break;
    }
  }

  /** What a moderator turned off is off here too, and stays off when they allow it again. */
  #obeyHolds(held: readonly Source[]): void {
    for (const source of held) {
      const own = this.own.of(source);
      if (own.state.value.wanted) own.want(false).catch(() => undefined);
    }
  }
}

export function createRoomCall(options: RoomCallOptions): RoomCall {
  const call = new Call(options);
  const { phase, room, notice, delay, blocked, starting } = call.store;
  return {
    phase,
    room,
    notice,
    delay,
    blocked,
    starting,
    own: call.own,
    receiver: call.receiver,
    devices: options.devices,
    view: call.view,
    prepare: () => call.link.open(),
    refresh: () => (call.link.isOpen ? call.link.refreshTicket() : Promise.resolve()),
    measure: () => call.link.measure(),
    enter: () => call.enter(),
    leave: () => call.leave(),
    onNetworkChange: () => call.onNetworkChange(),
    raiseHand: async (raised) => {
      await call.link.ask('hand', { raised });
    },
    moderate: async (action, target = {}) => {
      await call.link.ask('moderate', { action, ...target });
    },
  };
}
