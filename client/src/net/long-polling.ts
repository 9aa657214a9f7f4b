/** A chunk of its own: only loaded where no WebSocket gets through. */
export { WebSocket, XHR } from 'socket.io-client';
