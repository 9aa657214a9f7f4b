export interface Recipe {
  part: string;
  version: string;
  /** Whether what is in the folder runs here. */
  check: (folder: string) => Promise<boolean>;
  make: (draft: string) => Promise<void>;
  say: (text: string) => void;
}

/** The folder that holds all parts. `JEMBATAN_CACHE` moves it. */
export function cacheRoot(): string;
/** Where a part of this version lives, whether it is there or not. */
export function cacheFolder(part: string, version: string): string;
/** Answers the folder of a part and makes it first when it is missing. */
export function cached(recipe: Recipe): Promise<string>;
