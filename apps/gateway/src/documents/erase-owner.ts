import type { DocumentId } from "@milango/core/identity";
import type { Db } from "../database/open-database.ts";
import type { Compactor } from "./compactor.ts";
import type { DocumentLog } from "./log/document-log.ts";
import type { DocumentWorker } from "./worker/document-worker.ts";

/** Under this owner stands what somebody wrote who was erased: it identifies nobody. */
export const erasedOwner = "erased";

/**
 * Erases a person from the documents they wrote in: where a document names them it stops doing so, what they (and
 * others) deleted goes from the record for good, in kept versions too, and copies from before are to be dropped. What
 * they wrote into a common plan stays, as nobody's. Answers the documents that were written anew.
 */
export async function eraseOwner(
  deps: {
    readonly db: Db;
    readonly log: DocumentLog;
    readonly worker: DocumentWorker;
    readonly compactor: Compactor;
    readonly whole: (id: DocumentId) => Promise<Uint8Array>;
    readonly write: (id: DocumentId, update: Uint8Array) => Promise<number>;
  },
  owner: string,
): Promise<readonly DocumentId[]> {
  const { db, worker, compactor } = deps;
  const rows = await db
    .selectFrom("document_clients")
    .select("document_id")
    .distinct()
    .where("owner", "=", owner)
    .execute();
  const ids = rows.map(({ document_id }) => document_id);
  for (const id of ids) {
    const { update } = await worker.erase(await deps.whole(id), owner);
    if (update.length > 2) await deps.write(id, update);
    await compactor.compact(id);
    await eraseFromVersions(deps, id, owner);
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable("documents")
        .set(({ eb }) => ({
          previous_snapshot: null,
          previous_at: null,
          generation: eb("generation", "+", 1),
        }))
        .where("id", "=", id)
        .execute();
      await trx
        .updateTable("document_clients")
        .set({ owner: erasedOwner })
        .where("document_id", "=", id)
        .where("owner", "=", owner)
        .execute();
    });
  }
  return ids;
}

async function eraseFromVersions(
  { db, worker }: { readonly db: Db; readonly worker: DocumentWorker },
  id: DocumentId,
  owner: string,
): Promise<void> {
  const versions = await db.selectFrom("document_versions").select("id").where("document_id", "=", id).execute();
  for (const { id: version } of versions) {
    const { state } = await db
      .selectFrom("document_versions")
      .select("state")
      .where("id", "=", version)
      .executeTakeFirstOrThrow();
    const { state: clean } = await worker.erase(state, owner);
    await db
      .updateTable("document_versions")
      .set({ state: Buffer.from(clean) })
      .where("id", "=", version)
      .execute();
  }
  await db
    .updateTable("document_versions")
    .set({ author: null })
    .where("document_id", "=", id)
    .where("author", "=", owner)
    .execute();
}
