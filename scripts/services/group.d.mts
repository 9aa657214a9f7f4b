export interface ProgramSpec {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** How long the program may take to stop before it is killed. */
  graceMs?: number;
  logFile?: string;
  /** Also prints what the program says. */
  echo?: boolean;
}

export interface Outcome {
  code: number | null;
  signal: string | null;
  reason?: string;
}

export interface Program {
  name: string;
  pid: number;
  exited: Promise<Outcome>;
  stop(): Promise<Outcome>;
}

export interface Group {
  start(spec: ProgramSpec): Promise<Program>;
  /** Stops all programs, the last started first. */
  stop(): Promise<void>;
  /** Removes a folder when everything has stopped, also when this process is gone by then. */
  removeAtEnd(folder: string): void;
  keeperPid: number;
}

export function createGroup(): Group;
