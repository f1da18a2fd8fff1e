import { createHmac, timingSafeEqual } from "node:crypto";
import type { Caller, DocumentId } from "@milango/core/identity";
import type { Clock } from "../ports.ts";

const lifetimeMs = 12 * 3600 * 1000;

/** A ticket names a person's session or a program's key, one document and an end; it is good for reconnections. */
interface Ticket {
  readonly document: string;
  readonly session?: string;
  readonly key?: string;
  readonly until: number;
}

export interface Tickets {
  issue(caller: Caller, documentId: DocumentId): { ticket: string; expiresAt: string } | undefined;
  /** What a ticket stands for, when it is ours, for this document and not over. */
  read(ticket: string, documentId: string): { session: string } | { key: string } | undefined;
}

export function createTickets(secret: string, clock: Clock): Tickets {
  const sign = (payload: string) => createHmac("sha256", secret).update(`ticket:${payload}`).digest("base64url");
  return {
    issue(caller, documentId) {
      if (caller.kind === "anonymous") return undefined;
      const until = clock.now() + lifetimeMs;
      const who = caller.kind === "person" ? { session: caller.sessionId } : { key: caller.keyId };
      const payload = Buffer.from(JSON.stringify({ document: documentId, ...who, until })).toString("base64url");
      return { ticket: `${payload}.${sign(payload)}`, expiresAt: new Date(until).toISOString() };
    },
    read(ticket, documentId) {
      const [payload = "", signature = ""] = ticket.split(".");
      const expected = Buffer.from(sign(payload));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      const { document, session, key, until } = JSON.parse(
        Buffer.from(payload, "base64url").toString("utf8"),
      ) as Ticket;
      if (document !== documentId || until <= clock.now()) return undefined;
      if (session !== undefined) return { session };
      return key === undefined ? undefined : { key };
    },
  };
}
