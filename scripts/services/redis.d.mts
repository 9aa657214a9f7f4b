import type { ProgramSpec } from './group.mjs';

export function redisSpec(options: {
  redisServer: string;
  port: number;
  folder: string;
  name?: string;
  logFile?: string;
  memory?: boolean;
}): ProgramSpec;
export function redisUrl(port: number): string;
export function waitForRedis(port: number): Promise<void>;
export function askRedis(port: number, command: string): Promise<string>;
