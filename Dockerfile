# One image for the gateway and the matchmaker; docker-compose.yml says which of the two a container runs.
FROM node:24-bookworm-slim AS build
WORKDIR /milango
COPY package.json package-lock.json ./
COPY packages/core/package.json packages/core/
COPY packages/bus/package.json packages/bus/
COPY packages/sdk/package.json packages/sdk/
COPY apps/gateway/package.json apps/gateway/
COPY apps/matchmaker/package.json apps/matchmaker/
COPY apps/standalone/package.json apps/standalone/
COPY apps/workspace-web/package.json apps/workspace-web/
RUN npm ci
COPY . .
RUN npm run build --workspace apps/workspace-web \
  && npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
WORKDIR /milango
COPY --from=build /milango ./
# A gateway holds many small buffers for a short time: a small young generation and early trimming keep an open
# document at some kilobytes (docs/operations.md).
ENV NODE_ENV=production \
  NODE_OPTIONS=--max-semi-space-size=2 \
  MALLOC_TRIM_THRESHOLD_=131072 \
  MALLOC_MMAP_THRESHOLD_=32768
USER node
CMD ["node", "apps/gateway/src/main.ts"]
