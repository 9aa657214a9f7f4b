/** Browsers and speech program where they are installed already; fetches nothing. */
export function presentTestParts(env: NodeJS.ProcessEnv): {
  chromium?: string;
  headlessShell?: string;
  espeak?: string;
};
