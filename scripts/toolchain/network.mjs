// Which official download sites answer, asked once and for at most three seconds. Behind a
// school's filter they often don't, and each part would otherwise wait for its own time-out.
const probeMs = 3_000;

// Something that is there for good on each site.
const sites = {
  mongodb: 'https://fastdl.mongodb.org/linux/mongodb-linux-x86_64-debian12-7.0.14.tgz',
  redis: 'https://download.redis.io/releases/redis-7.0.15.tar.gz',
  github: 'https://github.com/versatica/mediasoup',
  playwright: 'https://cdn.playwright.dev',
};

let probe;

/**
 * Whether a download site answers. All are asked at the first question, together.
 * @param {keyof typeof sites} site
 * @returns {Promise<boolean>}
 */
export async function canReach(site) {
  probe ??= probeAll();
  return (await probe)[site];
}

async function probeAll() {
  const signal = AbortSignal.timeout(probeMs);
  const reaches = async ([name, url]) => [name, await answers(url, signal).catch(() => false)];
  return Object.fromEntries(await Promise.all(Object.entries(sites).map(reaches)));
}

async function answers(url, signal) {
  const response = await fetch(url, { method: 'HEAD', redirect: 'manual', signal });
  // A filter in between answers too, with a refusal or with a page of its own to sign in at.
  return response.ok || (isSameSite(response, url) && response.status < 400);
}

function isSameSite(response, url) {
  const target = response.headers.get('location');
  return Boolean(target) && new URL(target, url).hostname === new URL(url).hostname;
}
