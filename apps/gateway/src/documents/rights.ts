import type { Caller, DocumentId } from "@milango/core/identity";
import type { Access, Visitor } from "./connection.ts";

/** What the documents ask of the rooms that give them a meaning: they know bytes, not agendas. */
export interface DocumentRights {
  accessOf(caller: Caller, documentId: DocumentId): Promise<Access | undefined>;
  visitorOf(caller: Caller): Promise<Visitor>;
  /** The caller as of now: nothing when the session or key has ended. */
  renew(caller: Caller): Promise<Caller | undefined>;
}
