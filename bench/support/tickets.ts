import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { sfuKeys } from '@jembatan/shared/sfu-control.protocol';
import { Redis } from 'ioredis';
import jwt from 'jsonwebtoken';

const newId = () => randomBytes(12).toString('hex');

/** Signs tickets to one room of one node, as the hub's server would. */
export async function ticketOffice(
  redisUrl: string,
  { prefix, node }: { prefix: string; node: string },
): Promise<(name: string) => string> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(4).toString('hex');
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' };
  const redis = new Redis(redisUrl, { protocol: 2 });
  await redis.hset(sfuKeys(prefix).ticketKeys, kid, JSON.stringify(jwk));
  redis.disconnect();
  const [room, now] = [newId(), Math.floor(Date.now() / 1_000)];
  return (name) => {
    const claims = {
      iss: 'bench',
      aud: node,
      sub: newId(),
      sid: newId(),
      room,
      epoch: 1,
      jti: randomUUID(),
      name,
      role: 'speaker',
      can: ['enter', 'audio', 'video'],
      device: newId(),
      iat: now,
      exp: now + 60,
    };
    return jwt.sign(claims, privateKey, { algorithm: 'ES256', keyid: kid });
  };
}
