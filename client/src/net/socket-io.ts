/** A chunk of its own: the connection opens after the first picture. */
export { io } from 'socket.io-client';
