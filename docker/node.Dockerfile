# Server and SFU: one image each, from this one file.
#   docker build -f docker/node.Dockerfile --target server .
#   docker build -f docker/node.Dockerfile --target sfu .
# The SFU's worker is the prebuilt one of mediasoup's own release.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY sfu/package.json sfu/
COPY client/package.json client/
COPY test/package.json test/
RUN npm ci --no-audit --no-fund

FROM packages AS client
COPY tsconfig.base.json tsconfig.json ./
COPY shared shared
COPY client client
RUN npm run build -w @jembatan/client

FROM packages AS worker
# Downloads the prebuilt worker; a failing Python keeps it from a build of its own.
RUN cd node_modules/mediasoup \
  && PYTHON=false node npm-scripts.mjs postinstall \
  && install -D worker/out/Release/mediasoup-worker /worker/mediasoup-worker

FROM packages AS production
# Node is the image's own here.
RUN npm prune --omit=dev --no-audit --no-fund && rm -rf node_modules/node-linux-*

FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV NODE_ENV=production
COPY --from=production /app/node_modules node_modules
COPY package.json ./
COPY shared shared
RUN install -d -o node -g node /data
USER node

FROM base AS server
COPY server server
COPY --from=client /app/client/dist client/dist
COPY --from=client /app/client/package.json client/
ENV CLIENT_DIR=/app/client/dist DATA_DIR=/data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/src/main.ts"]

FROM base AS sfu
COPY sfu sfu
COPY --from=worker /worker/mediasoup-worker /usr/local/bin/mediasoup-worker
ENV MEDIASOUP_WORKER_BIN=/usr/local/bin/mediasoup-worker
EXPOSE 3001 40000-40003/udp 40000-40003/tcp
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.SFU_PORT ?? 3001) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "sfu/src/main.ts"]
