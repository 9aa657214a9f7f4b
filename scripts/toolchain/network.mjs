// Whether official download sites answer, asked once and for at most three seconds. Behind a
// school's filter they often don't, and each part would otherwise wait for its own time-out.
const sites = ['https://fastdl.mongodb.org', 'https://github.com', 'https://download.redis.io'];
const probeMs = 3_000;

let answer;

/** True when every official download site answers. The same promise serves all parts. */
export function hasOpenNetwork() {
  answer ??= probe();
  return answer;
}

async function probe() {
  const signal = AbortSignal.timeout(probeMs);
  const reaches = async (url) => {
    const response = await fetch(url, { method: 'HEAD', redirect: 'manual', signal });
    // A filter in between answers too, with a refusal.
    return response.status < 400 || response.status === 404 || response.status === 405;
  };
  const reached = await Promise.all(sites.map((url) => reaches(url).catch(() => false)));
  return reached.every(Boolean);
}
