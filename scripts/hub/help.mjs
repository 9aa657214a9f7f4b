// What `npm start -- --help` prints.
export const help = `npm start              starts a hub on this machine and keeps it running
npm start -- --demo    also fills it with a realistic hub in many languages
npm start -- --help    this text

The first start fetches what it needs: Node 24, MongoDB, Redis, the media worker.
It keeps them in ~/.cache/jembatan (JEMBATAN_CACHE moves that); later starts
download nothing.

Environment, all optional; a file .env in the project's folder works as well:
  PORT, SFU_PORT, MEDIA_PORT   3000, 3001, 40000: change all three and DATA_DIR
                               to run a second hub on the same machine
  DATA_DIR                     .data: where the hub keeps everything
  PUBLIC_URL, SFU_PUBLIC_URL   the addresses people use, behind a proxy
  TLS_CERT, TLS_KEY            PEM files: the hub speaks HTTPS itself
  MONGO_URL, REDIS_URL         a MongoDB (replica set) or Redis of your own
  ADMIN_EMAIL, ADMIN_PASSWORD  makes or updates this admin
The full list with explanations is .env.example; more is in docs/running.md.
`;
