const maxAddress = 2_000;

/** `/files/<id>`, the address of an upload. */
export const fileAddress = /^\/files\/([0-9a-f]{24})$/;

/** http, https, mailto, and places of this hub. Nothing that runs, nothing of another origin in disguise. */
export function isSafeAddress(address: string): boolean {
  if (address.length > maxAddress) return false;
  return /^(?:https?:\/\/[^/\\]|mailto:[^/])/i.test(address) || /^(?:\/(?![/\\])|#)/.test(address);
}

/** A page or file of another place. */
export function isWebAddress(address: string): boolean {
  return /^https?:/i.test(address) && isSafeAddress(address);
}
