import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const second = 1_000;
const cores = availableParallelism();

// Files of one project run side by side, one a core, and one more where they mostly wait; projects
// are run one after the other by `npm test`. Where several browsers and a media worker share sound
// and picture, those files go one at a time: late pictures would look like broken ones. Where every
// file makes a hub of its own, they share the modules it is made of: loading those was a quarter of
// the work.
export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    maxWorkers: cores,
    projects: [
      {
        test: {
          name: 'unit',
          isolate: false,
          include: ['{server,sfu,shared,client}/src/**/*.test.{ts,tsx}'],
          testTimeout: 15 * second,
          hookTimeout: 30 * second,
        },
      },
      {
        test: {
          name: 'api',
          isolate: false,
          maxWorkers: cores + 1,
          include: ['test/{api,realtime,docs,ops,regression}/**/*.test.ts'],
          testTimeout: 60 * second,
          hookTimeout: 60 * second,
        },
      },
      {
        test: {
          name: 'start',
          include: ['test/start/**/*.test.ts'],
          testTimeout: 120 * second,
          hookTimeout: 120 * second,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'video',
          isolate: false,
          include: ['test/video/**/*.test.ts'],
          testTimeout: 60 * second,
          hookTimeout: 60 * second,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'pages',
          isolate: false,
          maxWorkers: cores + 1,
          globalSetup: ['test/browser/build-client.ts'],
          include: ['test/browser/**/*.test.ts'],
          exclude: ['test/browser/room*.test.ts'],
          testTimeout: 120 * second,
          hookTimeout: 120 * second,
        },
      },
      {
        test: {
          name: 'rooms',
          globalSetup: ['test/browser/build-client.ts'],
          include: ['test/browser/room*.test.ts'],
          testTimeout: 120 * second,
          hookTimeout: 120 * second,
          fileParallelism: false,
        },
      },
    ],
  },
});
