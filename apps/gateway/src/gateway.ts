import { randomBytes } from "node:crypto";
import rateLimit from "@fastify/rate-limit";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import websocket from "@fastify/websocket";
import type { Bus } from "@milango/bus";
import { MilangoError } from "@milango/core/errors";
import type { Thesaurus } from "@milango/core/needs/thesaurus";
import fastify from "fastify";
import { importRoutes } from "./actors/import/routes.ts";
import { proposalComposer } from "./actors/proposal-mail.ts";
import { proposalRoutes } from "./actors/proposal-routes.ts";
import { readConceptsJob } from "./actors/read-concepts.ts";
import { actorRoutes } from "./actors/routes.ts";
import { commentRoutes } from "./comments/routes.ts";
import type { Settings } from "./config.ts";
import type { Database } from "./database/open-database.ts";
import { startRelay } from "./database/relay.ts";
import { digestComposer } from "./digests/compose.ts";
import { digestJobs } from "./digests/jobs.ts";
import { digestRoutes, oneClickRoute } from "./digests/routes.ts";
import { createDocuments } from "./documents/documents.ts";
import { subprotocol } from "./documents/frames.ts";
import { documentJobs } from "./documents/jobs.ts";
import { limits } from "./documents/limits.ts";
import { openDocumentLog } from "./documents/log/open-document-log.ts";
import { documentRoutes } from "./documents/routes.ts";
import { versionRoutes } from "./documents/version-routes.ts";
import { createVersions } from "./documents/versions.ts";
import { startFeed } from "./events/feed.ts";
import { eventRoutes } from "./events/routes.ts";
import type { App } from "./http/app.ts";
import { healthRoutes } from "./http/health.ts";
import { answerProblems } from "./http/problems.ts";
import { describeApi } from "./http/reference.ts";
import { secureHeaders } from "./http/secure-headers.ts";
import { refuseUnkeepable, validateBySchema } from "./http/validation.ts";
import { serveWeb } from "./http/web.ts";
import { demoInboxRoute } from "./identity/demo/inbox.ts";
import { loadDemo } from "./identity/demo/load-demo.ts";
import { endedCookie, isDoor } from "./identity/ended-session.ts";
import { createIdentity } from "./identity/identity.ts";
import { keyRoutes } from "./identity/key-routes.ts";
import { createOidc } from "./identity/oidc.ts";
import { oidcRoutes } from "./identity/oidc-routes.ts";
import { passkeyRoutes } from "./identity/passkey-routes.ts";
import { setCaller } from "./identity/request-caller.ts";
import { identityRoutes } from "./identity/routes.ts";
import { sessionRoutes } from "./identity/session-routes.ts";
import { introductionComposers } from "./introductions/introduction-mail.ts";
import { introductionJobs } from "./introductions/jobs.ts";
import { introductionRoutes } from "./introductions/routes.ts";
import { createDemoMailer, createSmtpMailer } from "./mail/mailer.ts";
import { createPost } from "./mail/post.ts";
import { matchingJobs } from "./matching/jobs.ts";
import { matchingRoutes } from "./matching/routes.ts";
import { serveDirectory } from "./matching/serve-directory.ts";
import { auditRoutes } from "./members/audit-routes.ts";
import { memberRoutes } from "./members/routes.ts";
import { createAnnotator } from "./needs/annotator.ts";
import { statementJobs } from "./needs/jobs.ts";
import { needRoutes } from "./needs/routes.ts";
import { newId } from "./new-id.ts";
import type { Clock, Log } from "./ports.ts";
import { startScheduler } from "./scheduler/scheduler.ts";
import { createDocumentRights } from "./workshops/document-rights.ts";
import { projectAgendas } from "./workshops/project-agendas.ts";
import { workshopRoutes } from "./workshops/routes.ts";

export interface GatewayOptions {
  readonly settings: Settings;
  readonly database: Database;
  readonly bus: Bus;
  readonly thesaurus: Thesaurus;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of the built web app; without it only the API is served. */
  readonly webRoot: string | undefined;
}

export interface Gateway {
  readonly url: string;
  /** Lets requests under way finish, closes sockets and the bus; the database is its owner's to close. */
  close(): Promise<void>;
}

/** Makes a gateway of its parts and listens. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { settings, database, bus, thesaurus, clock, log } = options;
  const { db } = database;
  const publicUrl = settings.MILANGO_PUBLIC_URL ?? `http://localhost:${settings.PORT}`;
  // Without a secret in the settings (a demo), sessions end with the process.
  const secret = settings.MILANGO_SECRET ?? randomBytes(32).toString("base64url");

  const identity = createIdentity({ db, settings, secret, publicUrl, newId, clock });
  const relay = startRelay({ db, bus, log, idleMs: 500 });
  const documents = await createDocuments({ db, log: openDocumentLog(database), bus, clock, report: log });
  const feed = await startFeed({ db, bus, log });
  const annotator = createAnnotator(bus);
  const mailer =
    settings.SMTP_URL === undefined
      ? settings.MILANGO_DEMO
        ? createDemoMailer(db, newId)
        : undefined
      : createSmtpMailer(settings.SMTP_URL, settings.MILANGO_MAIL_FROM);
  const written = { thesaurus, publicUrl, secret, now: () => clock.now() };
  const post = createPost({
    db,
    clock,
    log,
    mailer,
    composers: {
      ...introductionComposers(written),
      proposal: proposalComposer(publicUrl),
      digest: digestComposer(written),
    },
  });
  const deps = {
    db,
    bus,
    relay,
    post,
    identity,
    documents,
    thesaurus,
    annotator,
    settings,
    publicUrl,
    newId,
    clock,
    log,
  };
  const directory = await serveDirectory(deps);
  const projection = projectAgendas(deps);
  const versions = createVersions({ db, load: documents.load, newId, clock });
  const allJobs = [
    ...documentJobs(db, clock, versions),
    ...introductionJobs(deps),
    ...matchingJobs(deps),
    ...statementJobs(deps),
    ...digestJobs(deps),
    readConceptsJob(deps),
    { name: "mail.deliver", everyMs: 60_000, run: post.deliver },
  ];
  const scheduler = startScheduler({ db, clock, log, jobs: allJobs });
  const oidc = createOidc({ settings, secret, publicUrl, now: () => clock.now() });
  const origins = allowedOrigins(settings, publicUrl);
  const rights = createDocumentRights(db, identity);
  const app = fastify({
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    genReqId: () => newId(),
    requestTimeout: 60_000,
  }).withTypeProvider<TypeBoxTypeProvider>() as unknown as App;

  // JSON is the one language here; imports bring parsers of their own.
  app.removeContentTypeParser("text/plain");
  validateBySchema(app);
  refuseUnkeepable(app);
  answerProblems(app, log);
  await app.register(rateLimit, { global: false });
  await app.register(websocket, {
    options: {
      maxPayload: limits.frameBytes,
      perMessageDeflate: false,
      handleProtocols: (offered: Set<string>) => (offered.has(subprotocol) ? subprotocol : false),
    },
  });
  secureHeaders(app);
  await describeApi(app, publicUrl);

  app.addHook("onRequest", async (request, reply) => {
    // Sockets are let in and told why not by their close code: y-websocket stops trying again on that alone.
    if (!request.url.startsWith("/api/") || request.ws) return;
    try {
      setCaller(request, await identity.callerFrom(request.headers));
    } catch (error) {
      if (!(error instanceof MilangoError) || error.code !== "SESSION_EXPIRED") throw error;
      // A browser that keeps the cookie of an ended session would be refused for ever, at the door as well.
      reply.header("set-cookie", endedCookie(publicUrl));
      if (!isDoor(request.url)) throw error;
    }
  });

  healthRoutes(app, { db, mode: database.kind });
  await app.register(
    async (api: App) => {
      identityRoutes(api, { ...deps, mailer, oidc });
      oidcRoutes(api, { ...deps, oidc });
      sessionRoutes(api, deps);
      keyRoutes(api, deps);
      passkeyRoutes(api, { ...deps, origins });
      memberRoutes(api, { ...deps, mailer });
      auditRoutes(api, deps);
      actorRoutes(api, deps);
      proposalRoutes(api, deps);
      importRoutes(api, deps);
      needRoutes(api, deps);
      matchingRoutes(api, deps);
      introductionRoutes(api, deps);
      workshopRoutes(api, deps);
      documentRoutes(api, { ...deps, secret, rights, origins });
      commentRoutes(api, { ...deps, mailer });
      versionRoutes(api, { ...deps, rights, versions });
      eventRoutes(api, { ...deps, feed });
      digestRoutes(api, { db, secret });
    },
    { prefix: "/api/v1" },
  );
  await app.register(async (page: App) => oneClickRoute(page, { db, secret }));
  if (settings.MILANGO_DEMO) demoInboxRoute(app, { db, settings });
  await serveWeb(app, options.webRoot);

  if (settings.MILANGO_DEMO) await loadDemo({ ...deps, random: Math.random });

  await app.listen({ port: settings.PORT, host: settings.HOST });
  const address = app.server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.PORT;

  return {
    url: `http://${settings.HOST.includes(":") ? `[${settings.HOST}]` : settings.HOST}:${port}`,
    async close() {
      await documents.close();
      await app.close();
      await scheduler.stop();
      await post.stop();
      await projection.stop();
      await directory.stop();
      await feed.stop();
      await relay.stop();
      await annotator.close();
    },
  };
}

/** Pages that may open live documents: our own, and what the settings name; in the demo under both names of this machine. */
function allowedOrigins(settings: Settings, publicUrl: string): Set<string> {
  const named = settings.MILANGO_ALLOWED_ORIGINS.split(",").map((origin) => origin.trim());
  const local = settings.MILANGO_DEMO ? [`http://localhost:${settings.PORT}`, `http://127.0.0.1:${settings.PORT}`] : [];
  return new Set([publicUrl, ...named, ...local].filter(Boolean));
}
