/** What test browsers see and hear: Chromium's moving test picture, and a voice in its microphone. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';

const run = promisify(execFile);

const words =
  'Good morning from the other side of the bridge. Today we read about rivers, and every class says what it found in the water.';

export interface Voice extends AsyncDisposable {
  /** Arguments for Chromium: every microphone of it speaks, and devices are granted without asking. */
  readonly args: readonly string[];
}

/** Speaks a few sentences into a file that Chromium plays into its microphone, again and again. */
export async function speakIntoMicrophones(): Promise<Voice> {
  const folder = await mkdtemp(join(tmpdir(), 'jembatan-voice-'));
  const file = join(folder, 'voice.wav');
  const espeak = inject('parts').espeak ?? process.env.ESPEAK_BIN ?? 'espeak-ng';
  await run(espeak, ['-v', 'en', '-s', '150', '-w', file, words]);
  return {
    args: [
      `--use-file-for-fake-audio-capture=${file}`,
      // Few pictures a second: each page encodes three sizes, and tests share two cores.
      '--use-fake-device-for-media-stream=fps=8',
      '--autoplay-policy=no-user-gesture-required',
    ],
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Keeps every connection a page makes, so that a test can ask what travels. Before the page opens. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const all: RTCPeerConnection[] = [];
    const Native = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = new Proxy(Native, {
      construct(target, args: ConstructorParameters<typeof Native>) {
        const connection = new target(...args);
        all.push(connection);
        return connection;
      },
    });
    Reflect.set(globalThis, 'testConnections', all);
  });
}

/** What a page has sent and received so far, over all its connections. */
export interface Travelled {
  readonly framesDecoded: number;
  readonly framesSent: number;
  readonly audioBytesReceived: number;
  readonly audioBytesSent: number;
  /** Sum of what was heard: grows only while somebody makes a sound. */
  readonly soundHeard: number;
}

/** Counted by the browser itself. */
export function travelled(page: Page): Promise<Travelled> {
  return page.evaluate(async () => {
    const connections: RTCPeerConnection[] = Reflect.get(globalThis, 'testConnections') ?? [];
    const sum = {
      framesDecoded: 0,
      framesSent: 0,
      audioBytesReceived: 0,
      audioBytesSent: 0,
      soundHeard: 0,
    };
    for (const connection of connections) {
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type === 'inbound-rtp' && entry.kind === 'video')
          sum.framesDecoded += entry.framesDecoded ?? 0;
        if (entry.type === 'outbound-rtp' && entry.kind === 'video')
          sum.framesSent += entry.framesSent ?? 0;
        if (entry.type === 'inbound-rtp' && entry.kind === 'audio') {
          sum.audioBytesReceived += entry.bytesReceived ?? 0;
          sum.soundHeard += entry.totalAudioEnergy ?? 0;
        }
        if (entry.type === 'outbound-rtp' && entry.kind === 'audio')
          sum.audioBytesSent += entry.bytesSent ?? 0;
      }
    }
    return sum;
  });
}
