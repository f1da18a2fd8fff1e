import type { DocumentId } from "@milango/core/identity";
import type { Transaction } from "kysely";
import type { Tables } from "../database/tables.ts";
import { everything, inspectUpdate } from "./update/inspect-update.ts";
import { packSegment } from "./update/segment.ts";

/** Makes a document, with its first update if there is one, in the transaction of whatever it belongs to. */
export async function createDocument(trx: Transaction<Tables>, id: DocumentId, first?: Uint8Array): Promise<void> {
  if (first === undefined) {
    await trx.insertInto("documents").values({ id }).execute();
    return;
  }
  const bytes = Buffer.from(packSegment([first]));
  const found = inspectUpdate(first, everything);
  const clients = found.client.slice(0, found.clients);
  await trx.insertInto("documents").values({ id, head: 1, size: bytes.length }).execute();
  await trx.insertInto("document_segments").values({ document_id: id, position: 1, updates: 1, bytes }).execute();
  const rows = clients.map((client_id) => ({ document_id: id, client_id, owner: "server" }));
  if (rows.length > 0) await trx.insertInto("document_clients").values(rows).execute();
}
