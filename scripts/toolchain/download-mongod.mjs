// Fetches MongoDB's official mongod and prints where it is: node download-mongod.mjs VERSION FOLDER
// A program of its own, so that the scripts which call it need nothing installed.
import { createRequire } from 'node:module';

const [version, downloadDir] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const { MongoBinary } = require('mongodb-memory-server-core');
const path = await MongoBinary.getPath({ version, downloadDir, checkMD5: true });
process.stdout.write(`${path}\n`);
