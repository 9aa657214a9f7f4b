// npm run build: the client as people get it, made anew when what it is made of has changed.
import { buildClient } from './hub/client.mjs';
import { createProgress, exitWith } from './toolchain/progress.mjs';

const progress = createProgress(1);
progress.step('Client');
buildClient({ node: process.execPath, progress }).catch(exitWith);
