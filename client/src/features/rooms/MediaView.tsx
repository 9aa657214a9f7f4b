import { useEffect, useRef } from 'preact/hooks';

interface MediaViewProps {
  readonly track: MediaStreamTrack;
  /** The own picture, as in a mirror. */
  readonly mirrored?: boolean;
  /** Show all of it (a screen) in place of filling the place (a face). */
  readonly whole?: boolean;
  readonly label: string;
}

/** A moving picture. Sound has its own place, so it is always muted. */
export function MediaView({ track, mirrored, whole, label }: MediaViewProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = new MediaStream([track]);
    // Muted pictures may always play; a refusal comes only when it is taken away meanwhile.
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  const classes = ['picture', mirrored ? 'picture-mirrored' : '', whole ? 'picture-whole' : ''];
  return (
    <video
      ref={video}
      class={classes.filter(Boolean).join(' ')}
      aria-label={label}
      playsInline
      muted
      disablePictureInPicture
    />
  );
}
