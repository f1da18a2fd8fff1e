import type { Database } from "../../database/open-database.ts";
import type { DocumentLog } from "./document-log.ts";
import { createKyselyDocumentLog } from "./kysely-document-log.ts";
import { createPostgresDocumentLog } from "./postgres-document-log.ts";

/** The log of documents in a database: on PostgreSQL with connections of its own. */
export function openDocumentLog({ db, url }: Pick<Database, "db" | "url">): DocumentLog {
  return url === undefined ? createKyselyDocumentLog(db) : createPostgresDocumentLog(url, db);
}
