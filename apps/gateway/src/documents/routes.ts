import { MilangoError } from "@milango/core/errors";
import type { Caller, DocumentId } from "@milango/core/identity";
import "@fastify/websocket";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { absent, callerOf } from "../identity/request-caller.ts";
import { closeCode } from "./connection.ts";
import type { DocumentRights } from "./rights.ts";
import { createTickets } from "./tickets.ts";

const byId = Type.Object({ id: Type.String({ format: "uuid" }) });

/** What the door to the documents needs besides: who may enter, from which pages, and how tickets are signed. */
interface DocumentDoor {
  readonly secret: string;
  readonly rights: DocumentRights;
  readonly origins: ReadonlySet<string>;
}

export function documentRoutes(app: App, deps: Deps & DocumentDoor): void {
  const { documents, identity, rights } = deps;
  const tickets = createTickets(deps.secret, deps.clock);

  app.post(
    "/documents/:id/tickets",
    {
      schema: {
        params: byId,
        response: { 201: Type.Object({ ticket: Type.String(), expiresAt: Type.String({ format: "date-time" }) }) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const id = request.params.id as DocumentId;
      const issued = tickets.issue(caller, id);
      if (issued === undefined)
        throw new MilangoError("SIGN_IN_REQUIRED", "Sign in, or send an API key as a Bearer token.");
      if ((await rights.accessOf(caller, id)) === undefined) throw absent();
      return reply.code(201).send(issued);
    },
  );

  /** Who opens a socket: by ticket, by header or by cookie. */
  const callerOfSocket = async (request: FastifyRequest, id: string): Promise<Caller | undefined> => {
    const { ticket } = request.query as { ticket?: string };
    if (ticket === undefined) {
      const caller = await identity.callerFrom(request.headers).catch(() => undefined);
      return caller?.kind === "anonymous" ? undefined : caller;
    }
    const named = tickets.read(ticket, id);
    if (named === undefined) return undefined;
    return "session" in named ? identity.callerBySession(named.session) : identity.callerByKeyId(named.key);
  };

  app.get(
    "/documents/:id",
    {
      websocket: true,
      schema: { params: byId, hide: true },
      // A page of another origin would ride on the visitor's cookie. Programs outside browsers send no origin.
      preValidation: async (request) => {
        const { origin } = request.headers;
        if (origin === undefined || deps.origins.has(origin)) return;
        throw new MilangoError("ORIGIN_REFUSED", "Live documents open only from Milango's own pages.");
      },
    },
    async (socket, request) => {
      const { id } = request.params as { id: string };
      socket.pause();
      const caller = await callerOfSocket(request, id);
      socket.resume();
      if (caller === undefined) return socket.close(closeCode.signIn, "sign in");
      await documents.open(socket, request.raw.socket, id as DocumentId, caller, rights);
    },
  );
}
