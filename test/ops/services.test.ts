import { connect } from 'node:net';
import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { askRedis } from '../../scripts/services/redis.mjs';
import { startOwnMongod, startOwnRedis, testMongoUrl, testRedisUrl } from '../support/services.ts';

describe('databases of tests', () => {
  it('gives each caller a MongoDB database of its own, with transactions', async () => {
    const [one, other] = [testMongoUrl(), testMongoUrl()];
    expect(one).not.toBe(other);
    await using client = await new MongoClient(one).connect();
    const items = client.db().collection('items');
    await client.withSession((session) =>
      session.withTransaction(() => items.insertOne({ name: 'bridge' }, { session })),
    );
    expect(await items.countDocuments()).toBe(1);
    await using stranger = await new MongoClient(other).connect();
    expect(await stranger.db().collection('items').countDocuments()).toBe(0);
  });

  it('gives each caller a Redis database of its own', async () => {
    expect(await testRedisUrl()).not.toBe(await testRedisUrl());
  });

  it('lets a test pause, end and start again a Redis of its own', async () => {
    await using redis = await startOwnRedis();
    redis.pause();
    await expect(askRedis(redis.port, 'PING')).rejects.toThrow('no answer');
    redis.resume();
    expect(await askRedis(redis.port, 'PING')).toBe('+PONG');
    await redis.stop();
    await expect(askRedis(redis.port, 'PING')).rejects.toThrow('ECONNREFUSED');
    await redis.start();
    expect(await askRedis(redis.port, 'PING')).toBe('+PONG');
  });

  it('keeps the data of a MongoDB of its own over a restart, and leaves nothing behind', async () => {
    let port = 0;
    {
      await using mongod = await startOwnMongod();
      port = mongod.port;
      {
        await using client = await new MongoClient(mongod.url).connect();
        await client.db().collection('items').insertOne({ name: 'bridge' });
      }
      await mongod.stop();
      await mongod.start();
      await using client = await new MongoClient(mongod.url).connect();
      expect(await client.db().collection('items').countDocuments()).toBe(1);
    }
    await expect(reach(port)).rejects.toThrow('ECONNREFUSED');
  });
});

function reach(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
