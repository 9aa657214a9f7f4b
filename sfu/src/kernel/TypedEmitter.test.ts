import { expect, test } from 'vitest';
import { TypedEmitter } from './TypedEmitter.ts';

test('a listener hears until it is taken away or the emitter is silenced', () => {
  const emitter = new TypedEmitter<{ moved: [to: string] }>();
  const heard: string[] = [];
  const stop = emitter.on('moved', (to) => heard.push(`one ${to}`));
  emitter.on('moved', (to) => heard.push(`two ${to}`));
  emitter.emit('moved', 'here');
  stop();
  emitter.emit('moved', 'there');
  emitter.silence();
  emitter.emit('moved', 'nowhere');
  expect(heard).toEqual(['one here', 'two here', 'two there']);
  expect(emitter.listenerCount()).toBe(0);
});
