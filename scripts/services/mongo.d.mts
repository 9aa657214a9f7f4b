import type { ProgramSpec } from './group.mjs';

export function mongodSpec(options: {
  mongod: string;
  port: number;
  folder: string;
  name?: string;
  logFile?: string;
  memory?: boolean;
}): ProgramSpec;
export function mongoUrl(port: number, database?: string): string;
export function ensureReplicaSet(port: number): Promise<void>;
