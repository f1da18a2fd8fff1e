import { MilangoError } from "@milango/core/errors";
import type { DocumentId } from "@milango/core/identity";
import { type Selectable, sql } from "kysely";
import type { Db } from "../database/open-database.ts";
import type { DocumentVersionsTable } from "../database/tables.ts";
import type { Clock, NewId } from "../ports.ts";
import type { WholeDocument } from "./cold-load.ts";

export type VersionRow = Omit<Selectable<DocumentVersionsTable>, "state">;

/** States of documents that were kept: on request, after some minutes of work, and before an older one is restored. */
export interface Versions {
  keep(
    id: DocumentId,
    version: { name: string | null; author: string | null; automatic: boolean },
  ): Promise<VersionRow>;
  /** Keeps what was worked on since its last version, ten minutes ago or more; answers how many documents that were. */
  keepDue(): Promise<number>;
  /** Lets go what nobody named: after a week one a day is left, after three months none. */
  thin(): Promise<void>;
}

const everyMs = 10 * 60_000;
const weekMs = 7 * 86_400_000;
const quarterMs = 91 * 86_400_000;
/** Documents kept by one look; the next look takes the rest. */
const atOnce = 50;

export function createVersions(deps: {
  readonly db: Db;
  readonly load: (id: DocumentId) => Promise<WholeDocument | undefined>;
  readonly newId: NewId;
  readonly clock: Clock;
}): Versions {
  const { db, load, newId, clock } = deps;

  const keep: Versions["keep"] = async (id, { name, author, automatic }) => {
    const whole = await load(id);
    if (whole === undefined) throw new MilangoError("NOT_FOUND", "There is no such document.");
    const at = new Date(clock.now());
    const row = { id: newId(), document_id: id, position: whole.position, name, author, automatic, at };
    await db.transaction().execute(async (trx) => {
      await trx
        .insertInto("document_versions")
        .values({ ...row, state: Buffer.from(whole.state) })
        .execute();
      await trx
        .updateTable("documents")
        .set({ versioned_position: whole.position, versioned_at: at })
        .where("id", "=", id)
        .execute();
    });
    return { ...row, revision: 1 };
  };

  return {
    keep,
    async keepDue() {
      const due = await db
        .selectFrom("documents")
        .select("id")
        .whereRef("head", ">", "versioned_position")
        .where("versioned_at", "<=", new Date(clock.now() - everyMs))
        .orderBy("versioned_at")
        .limit(atOnce)
        .execute();
      for (const { id } of due) await keep(id, { name: null, author: null, automatic: true });
      return due.length;
    },
    async thin() {
      const now = clock.now();
      await sql`
        delete from document_versions old
        where automatic and name is null and at < ${new Date(now - weekMs)} and (
          at < ${new Date(now - quarterMs)} or exists (
            select from document_versions later
            where later.document_id = old.document_id and later.automatic and later.at > old.at
              and date_trunc('day', later.at) = date_trunc('day', old.at)))`.execute(db);
    },
  };
}
