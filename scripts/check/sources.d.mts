export interface Source {
  path: string;
  imports: { from: string; line: number; typeOnly: boolean }[];
  nesting: { depth: number; line: number };
}

/** All sources of the project, by their paths from its folder. */
export function readSources(root: string): Promise<Source[]>;
/** What one file imports and how deep it nests. */
export function readSource(path: string, text: string): Source;
