import { type Caller, type DocumentFacts, type DocumentId, may } from "@milango/core/identity";
import type { Db } from "../database/open-database.ts";
import type { DocumentRights } from "../documents/rights.ts";
import { type Identity, renewCaller } from "../identity/identity.ts";
import { readParticipants } from "./workshop-row.ts";

/** Who may open the documents of workshops, and how they are shown to the others. */
export function createDocumentRights(db: Db, identity: Identity): DocumentRights {
  return {
    async accessOf(caller, documentId) {
      const document = await factsOf(db, documentId);
      if (document === undefined) return undefined;
      if (may(caller, { act: "documents.write", document })) return "write";
      return may(caller, { act: "documents.read", document }) ? "read" : undefined;
    },
    visitorOf: (caller) => visitorOf(db, caller),
    renew: (caller) => renewCaller(identity, caller),
  };
}

async function factsOf(db: Db, documentId: DocumentId): Promise<DocumentFacts | undefined> {
  const row = await db
    .selectFrom("workshops")
    .select(["id", "agenda_document"])
    .where((where) => where.or([where("agenda_document", "=", documentId), where("notes_document", "=", documentId)]))
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const participants = (await readParticipants(db, [row.id])).get(row.id) ?? [];
  return { workshop: { id: row.id, participants }, purpose: row.agenda_document === documentId ? "agenda" : "notes" };
}

async function visitorOf(db: Db, caller: Caller) {
  if (caller.kind === "person") {
    const person = await db
      .selectFrom("people")
      .select(["id", "name", "territory", "language"])
      .where("id", "=", caller.personId)
      .executeTakeFirst();
    if (person !== undefined) return person;
  }
  const id = caller.kind === "program" ? `key:${caller.keyId}` : "anonymous";
  return { id, name: caller.kind === "program" ? "API" : "?", territory: null, language: null };
}
