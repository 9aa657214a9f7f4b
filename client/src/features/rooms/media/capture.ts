/** Why the browser gave no camera, microphone or screen; each has a sentence of its own. */
export type CaptureProblem =
  /** The person or the system said no. */
  | 'not-allowed'
  /** There is no such device. */
  | 'not-found'
  /** Another program holds the device, or it does not work. */
  | 'not-readable'
  /** This browser or page cannot ask at all (plain http). */
  | 'not-possible'
  /** The device in use was taken away and no other is there. */
  | 'unplugged';

/** Thrown by the functions here; `problem` says what to tell the person. */
export class CaptureError extends Error {
  readonly problem: CaptureProblem;

  constructor(problem: CaptureProblem, options?: ErrorOptions) {
    super(problem, options);
    this.name = 'CaptureError';
    this.problem = problem;
  }
}

const problems: Readonly<Record<string, CaptureProblem>> = {
  NotAllowedError: 'not-allowed',
  SecurityError: 'not-allowed',
  NotFoundError: 'not-found',
  OverconstrainedError: 'not-found',
  NotReadableError: 'not-readable',
  AbortError: 'not-readable',
};

function captureError(error: unknown): CaptureError {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return new CaptureError(problems[name] ?? 'not-possible', { cause: error });
}

async function capture(constraints: MediaStreamConstraints): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new CaptureError('not-possible');
  try {
    return await navigator.mediaDevices.getUserMedia(constraints);
  } catch (error) {
    throw captureError(error);
  }
}

function only(tracks: MediaStreamTrack[]): MediaStreamTrack {
  const [track] = tracks;
  if (!track) throw new CaptureError('not-found');
  return track;
}

const cameraWish = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 24, max: 30 },
};

/** Opens the camera; the remembered one where it is still there, any other where it is not. */
export async function captureCamera(deviceId?: string): Promise<MediaStreamTrack> {
  const video = deviceId
    ? { ...cameraWish, deviceId: { ideal: deviceId } }
    : { ...cameraWish, facingMode: 'user' };
  return only((await capture({ video })).getVideoTracks());
}

export async function captureMicrophone(deviceId?: string): Promise<MediaStreamTrack> {
  const voice = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const audio = deviceId ? { ...voice, deviceId: { ideal: deviceId } } : voice;
  return only((await capture({ audio })).getAudioTracks());
}

export interface Screen {
  readonly video: MediaStreamTrack;
  /** Where the person chose to share sound, too. */
  readonly audio: MediaStreamTrack | null;
}

/** True where this browser can share a screen at all (phones mostly cannot). */
export function canCaptureScreen(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

/** Lets the person choose a screen, window or tab. Must be called from a click. */
export async function captureScreen(): Promise<Screen> {
  if (!canCaptureScreen()) throw new CaptureError('not-possible');
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { ideal: 15, max: 30 } },
      audio: true,
    });
    const video = only(stream.getVideoTracks());
    // Letters stay sharp; movement may stutter.
    video.contentHint = 'detail';
    return { video, audio: stream.getAudioTracks()[0] ?? null };
  } catch (error) {
    throw error instanceof CaptureError ? error : captureError(error);
  }
}
