import { describe, expect, it } from 'vitest';
import { preferenceFor, type ViewRules } from './layers.ts';
import { strongLink, type WeakLink, watchWeakLink } from './weak-link.ts';

const rules: ViewRules = { saver: false, audioOnly: false, giveUp: 'nothing' };
const seen = { visible: true, widthPx: 1280 };

describe('what a viewer asks for', () => {
  it('is the smallest size that fills the tile', () => {
    const sizeAt = (widthPx: number) =>
      preferenceFor('camera', { visible: true, widthPx }, rules).spatialLayer;
    expect([160, 400, 640, 900, 1920].map(sizeAt)).toEqual([0, 0, 1, 2, 2]);
  });

  it('is nothing for what cannot be seen, and sound all the same', () => {
    const hidden = { visible: false, widthPx: 1280 };
    expect(preferenceFor('camera', hidden, rules).paused).toBe(true);
    expect(preferenceFor('screen', hidden, rules).paused).toBe(true);
    expect(preferenceFor('microphone', hidden, rules).paused).toBe(false);
    expect(preferenceFor('screen-audio', hidden, { ...rules, audioOnly: true }).paused).toBe(false);
  });

  it('is small pictures with the data-saver, and none with sound only', () => {
    expect(preferenceFor('camera', seen, { ...rules, saver: true })).toMatchObject({
      paused: false,
      spatialLayer: 0,
    });
    expect(preferenceFor('camera', seen, { ...rules, audioOnly: true }).paused).toBe(true);
  });

  it('gives a screen bandwidth before cameras', () => {
    expect(preferenceFor('screen', seen, rules).priority).toBeGreaterThan(
      preferenceFor('camera', seen, rules).priority,
    );
  });

  it('gives up cameras first, then the movement of the screen, never a voice', () => {
    const at = (giveUp: ViewRules['giveUp']) => {
      const weak = { ...rules, giveUp };
      return {
        camera: preferenceFor('camera', seen, weak).paused,
        screen: preferenceFor('screen', seen, weak).paused,
        stills: preferenceFor('screen', seen, weak).temporalLayer === 0,
        voice: preferenceFor('microphone', seen, weak).paused,
      };
    };
    expect(at('no-cameras')).toEqual({ camera: true, screen: false, stills: false, voice: false });
    expect(at('still-screen')).toEqual({ camera: true, screen: false, stills: true, voice: false });
  });
});

describe('a weak link', () => {
  const run = (start: WeakLink, quality: WeakLink['quality'], seconds: number) => {
    let weak = start;
    for (let at = 0; at <= seconds; at += 1)
      weak = watchWeakLink(weak, quality, start.since + at * 1_000);
    return weak;
  };

  it('gives up one thing after the other while it stays poor', () => {
    expect(run(strongLink, 'poor', 3).giveUp).toBe('nothing');
    expect(run(strongLink, 'poor', 5).giveUp).toBe('small-cameras');
    expect(run(strongLink, 'poor', 60).giveUp).toBe('still-screen');
  });

  it('takes back more slowly than it gave up', () => {
    const given = run(strongLink, 'poor', 9);
    expect(given.giveUp).toBe('no-cameras');
    expect(run(given, 'good', 10).giveUp).toBe('no-cameras');
    expect(run(given, 'good', 40).giveUp).toBe('nothing');
  });
});
