import { useEffect } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/use-text.ts';
import { appErrorOf } from '../../net/problem.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useErrorText } from '../../ui/States.tsx';
import { CaptureNote } from './CaptureNote.tsx';
import { DeviceMenus } from './DeviceMenus.tsx';
import { MediaView } from './MediaView.tsx';
import { MicrophoneMeter } from './MicrophoneMeter.tsx';
import type { OwnSource } from './media/own-source.ts';
import { NetworkNote } from './NetworkNote.tsx';
import { RoomFrame } from './RoomFrame.tsx';
import { useRoom } from './room-context.ts';
import { AudioOnlySwitch, SaverSwitch } from './Switches.tsx';

/** A ticket lives a minute; waiting people get a new one before that. */
const refreshEveryMs = 40_000;

function usePreparation(onlyTest: boolean): void {
  const { call } = useRoom();
  useEffect(() => {
    if (onlyTest) return undefined;
    call.prepare();
    const timer = setInterval(() => {
      if (!document.hidden) call.refresh().catch(() => undefined);
    }, refreshEveryMs);
    return () => clearInterval(timer);
  }, [call, onlyTest]);
}

interface ToggleProps {
  readonly source: OwnSource;
  readonly kind: 'camera' | 'microphone';
}

/** Tries a device before anybody sees or hears it. */
function TryDevice({ source, kind }: ToggleProps) {
  const t = useText('rooms');
  const { view } = useRoom().call;
  const { wanted } = source.state.value;
  const soundOnly = kind === 'camera' && view.audioOnly.value;
  const icons = { camera: ['camera', 'camera-off'], microphone: ['mic', 'mic-off'] } as const;
  return (
    <button
      type="button"
      class="control"
      aria-pressed={wanted}
      aria-disabled={soundOnly}
      title={soundOnly ? t('audioOnly.label') : undefined}
      onClick={() => !soundOnly && void source.want(!wanted).catch(() => undefined)}
    >
      <Icon name={icons[kind][wanted ? 0 : 1]} />
      <span>{t(`sources.${kind}.${wanted ? 'on' : 'off'}`)}</span>
    </button>
  );
}

function OwnPicture() {
  const t = useText('rooms');
  const { own } = useRoom().call;
  const { track } = own.camera.state.value;
  return (
    <div class="own-picture dark-ground">
      {track ? (
        <MediaView key={track.id} track={track} mirrored label={t('ownPicture')} />
      ) : (
        <p>{t('cameraIsOff')}</p>
      )}
      <div class="own-picture-controls">
        <TryDevice source={own.microphone} kind="microphone" />
        <TryDevice source={own.camera} kind="camera" />
      </div>
    </div>
  );
}

/** What the microphone hears, and what is wrong with either device. */
function Hearing() {
  const t = useText('rooms');
  const { own } = useRoom().call;
  const { track, wanted } = own.microphone.state.value;
  return (
    <>
      {track && wanted ? (
        <MicrophoneMeter key={track.id} track={track} />
      ) : (
        <p class="soft small">{t('nobodyHears')}</p>
      )}
      <CaptureNote source={own.microphone} kind="microphone" />
      <CaptureNote source={own.camera} kind="camera" />
    </>
  );
}

/** Why it takes a while to get to the room, when it does. */
function Delay() {
  const say = useErrorText();
  const delay = useRoom().call.delay.value;
  if (!delay) return null;
  return (
    <p class="note note-harm" role="alert">
      {say(appErrorOf(delay))}
    </p>
  );
}

function Entrance({ onlyTest }: { onlyTest: boolean }) {
  const t = useText('rooms');
  const { call, session } = useRoom();
  const { announcer } = useApp();
  const isEntering = call.phase.value.kind === 'entering';
  if (onlyTest) {
    return (
      <ButtonLink look="primary" wide href={`/sessions/${session.id}`}>
        {t('backToSession')}
      </ButtonLink>
    );
  }
  return (
    <>
      <Delay />
      <Button
        look={session.state === 'live' ? 'live' : 'primary'}
        wide
        busy={isEntering}
        onClick={() => {
          announcer.announce(t('entering'));
          call.enter();
        }}
      >
        {isEntering ? t('entering') : t('enter')}
      </Button>
    </>
  );
}

/** The page before the room: see and hear yourself, then go in with everything off that you did not turn on. */
export function BeforeRoom({ onlyTest }: { onlyTest: boolean }) {
  const t = useText('rooms');
  const { session } = useRoom();
  usePreparation(onlyTest);
  return (
    <RoomFrame>
      <div class="before">
        <header class="before-head">
          <h1>
            <bdi>{session.title}</bdi>
          </h1>
          <p class="soft">
            <bdi>{session.communityName}</bdi>
            {session.inRoom > 0 && ` · ${t('insideNow', { count: session.inRoom })}`}
          </p>
        </header>
        <div class="before-picture">
          <OwnPicture />
          <Hearing />
        </div>
        <div class="before-choices">
          {!onlyTest && <NetworkNote />}
          <SaverSwitch />
          <AudioOnlySwitch />
          <details class="before-devices">
            <summary>{t('devices.title')}</summary>
            <DeviceMenus />
          </details>
        </div>
        <div class="before-entrance">
          <Entrance onlyTest={onlyTest} />
        </div>
      </div>
    </RoomFrame>
  );
}
