/** Stock Socket.IO with one room: what a socket costs when nothing is known of it. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const server = createServer((_req, res) => void res.end('ok'));
const io = new Server(server, { serveClient: false });
io.on('connection', (socket) => {
  socket.on('subscribe', ({ topic }: { topic: string }, ack: (reply: object) => void) => {
    void socket.join(topic);
    ack({ ok: true });
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
