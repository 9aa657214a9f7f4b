import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/** One line of the table. */
export interface Row {
  what: string;
  /** What was measured of the hub, and of the bare program beside it, with the unit. */
  hub: string;
  bare: string;
  /** The figure the goal is about, usually hub ÷ bare. */
  figure: number;
  goal: string;
  /** Absent where nothing is to be reached. */
  reached?: boolean;
  /** Relative spread of the rounds; a claim holds only beyond it. */
  spread?: number;
}

/** A benchmark skips itself, saying why, when what it needs is not there. */
export interface Skipped {
  what: string;
  skipped: string;
}

export type Line = Row | Skipped;

const isRow = (line: Line): line is Row => !('skipped' in line);

function verdictOf({ reached }: Row): string {
  if (reached === undefined) return '–';
  return reached ? 'yes' : 'no';
}

/** The same table for the terminal and the file. */
export function toTable(lines: readonly Line[]): string {
  const head =
    '| what | hub | bare | figure | goal | reached |\n| --- | --- | --- | --- | --- | --- |';
  const body = lines.map((line) => {
    if (!isRow(line)) return `| ${line.what} | – | – | – | – | skipped: ${line.skipped} |`;
    const doubt = line.spread === undefined ? '' : ` ±${(line.spread * 100).toFixed(0)} %`;
    return `| ${line.what} | ${line.hub} | ${line.bare} | ${line.figure.toFixed(2)}${doubt} | ${line.goal} | ${verdictOf(line)} |`;
  });
  return [head, ...body].join('\n');
}

/** Writes the results, with what else the machine did when the run began, beside the others, newest name last. */
export async function writeResults(
  folder: string,
  lines: readonly Line[],
  loadBefore: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const at = new Date().toISOString();
  const machine = {
    node: process.version,
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
  };
  await writeFile(
    `${folder}/latest.json`,
    `${JSON.stringify({ at, machine, loadBefore, lines }, null, 2)}\n`,
  );
  await writeFile(
    `${folder}/latest.md`,
    `Measured ${at.slice(0, 10)}, Node ${machine.node}, ${machine.cores} × ${machine.cpu}, load average ${loadBefore.toFixed(1)} before the run.\n\n${toTable(lines)}\n`,
  );
}
