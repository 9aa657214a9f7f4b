const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A node on the hub's own machine knows itself as localhost; other machines
 * reach it by the name under which they see the hub.
 */
export function reachableFrom(hostname: string, sfuUrl: string): string {
  const url = new URL(sfuUrl);
  if (!hostname || !loopback.has(url.hostname) || loopback.has(hostname)) return sfuUrl;
  url.hostname = hostname;
  return url.origin;
}
