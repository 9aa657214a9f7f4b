/** The absolute paths of the programs the project runs on. */
export interface Parts {
  node: string;
  /** Left out when MONGO_URL names a database. */
  mongod?: string;
  /** Left out when REDIS_URL names a Redis. */
  redisServer?: string;
  workerBin: string;
  chromium?: string;
  /** Chromium's engine without a window; Chromium where there is none. */
  headlessShell?: string;
  espeak?: string;
}

export function toolchain(options?: {
  /** Adds browser and speech, and fetches them when missing. */
  tests?: boolean;
  /** Prints only what takes time. */
  quiet?: boolean;
  env?: NodeJS.ProcessEnv;
}): Promise<Parts>;
