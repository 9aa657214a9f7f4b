/**
 * A path for an address. Parts of it that are encoded already, as names with `?`, `#` or `/` in them
 * have to be, stay as they are.
 */
export const encodePath = (path: string): string =>
  encodeURI(path).replaceAll(/%25(?=[0-9A-F]{2})/g, '%');
