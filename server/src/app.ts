import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Config, readConfig } from './config.ts';
import { createFeatures } from './features.ts';
import { createHttpServer } from './http/http-server.ts';
import { createPlatform } from './platform.ts';
import { createRealtime } from './realtime.ts';

export { type Config, readConfig };

export interface App {
  /** Where it listens, once it does. */
  readonly url: string;
  listen(): Promise<void>;
  /** Stops taking requests, waits for what is under way, lets everything go. Safe to call twice. */
  close(): Promise<void>;
}

/** Builds the server out of its parts; the only place that knows them all. */
export async function createApp(config: Config): Promise<App> {
  const platform = await createPlatform(config);
  const features = await createFeatures(config, platform);
  const { server } = createHttpServer({
    config,
    logger: platform.logger,
    metrics: platform.metrics,
    ...features.http,
  });
  const realtime = await createRealtime({ config, platform, features, http: server });
  let url = '';
  let closed: Promise<void> | undefined;

  async function listen(): Promise<void> {
    server.listen(config.PORT);
    await once(server, 'listening');
    // An AddressInfo, because the server listens on a port and not on a pipe.
    url = `http${config.TLS_CERT ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await features.started(config.publicUrl ?? url.replace('127.0.0.1', 'localhost'));
    platform.logger.info({ url }, 'server is ready');
  }

  async function close(): Promise<void> {
    await features.stop();
    await realtime.close();
    server.closeAllConnections();
    await platform.close();
  }

  return {
    get url() {
      return url;
    },
    listen,
    close: () => (closed ??= close()),
  };
}
