/**
 * localStorage that never throws: private windows and full disks make it
 * refuse, and then the page goes on without remembering.
 */
export const deviceStorage = {
  read(name: string): string | null {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  },
  write(name: string, text: string): boolean {
    try {
      localStorage.setItem(name, text);
      return true;
    } catch {
      return false;
    }
  },
  remove(name: string): void {
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing was kept, so nothing has to go.
    }
  },
  names(): string[] {
    try {
      return Object.keys(localStorage);
    } catch {
      return [];
    }
  },
};
