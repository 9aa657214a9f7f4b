/** Many sockets in a process of their own, so that their memory is nobody else's. Told what to do over IPC. */
import { io, type Socket } from 'socket.io-client';

interface Order {
  kind: 'grow' | 'listen';
  url?: string;
  /** Sockets are spread over these people's tokens, as a school's are. */
  tokens?: string[];
  topic?: string;
  to?: number;
}

const sockets: Socket[] = [];
let heard: number[] = [];

async function open(url: string, token: string, topic: string): Promise<void> {
  const socket = io(url, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
    reconnection: false,
  });
  await new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(undefined));
    socket.once('connect_error', reject);
  });
  const reply = (await socket.emitWithAck('subscribe', { topic })) as { ok: boolean };
  if (!reply.ok) throw new Error(`a socket was refused: ${JSON.stringify(reply)}`);
  socket.on('post:created', () => void heard.push(Date.now()));
  sockets.push(socket);
}

async function grow({ url = '', tokens = [], topic = '', to = 0 }: Order): Promise<void> {
  while (sockets.length < to)
    await Promise.all(
      Array.from({ length: Math.min(25, to - sockets.length) }, (_, n) =>
        open(url, tokens[(sockets.length + n) % tokens.length] ?? '', topic),
      ),
    );
}

process.on('message', (order: Order) => {
  if (order.kind === 'grow')
    return void grow(order).then(
      () => process.send?.({ sockets: sockets.length }),
      (error: unknown) => process.send?.({ failed: String(error) }),
    );
  const times = heard;
  heard = [];
  process.send?.({ heard: times });
});
