/** Only addresses inside the hub: a link must not send people elsewhere after signing in. */
export function isOwnAddress(address: string | undefined): address is string {
  return address !== undefined && /^\/(?![/\\])/.test(address);
}

/** The sign-in page, which comes back to `address` afterwards. */
export function signInAddress(address: string, page: 'sign-in' | 'sign-up' = 'sign-in'): string {
  if (address === '/' || !isOwnAddress(address)) return `/${page}`;
  return `/${page}?to=${encodeURIComponent(address)}`;
}
