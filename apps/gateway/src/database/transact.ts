import type { Transaction } from "kysely";
import type { Db } from "./open-database.ts";
import type { Tables } from "./tables.ts";

const guardMs = 10_000;

/**
 * Runs one transaction. On PGlite, using the outer handle inside would wait for ever, for there is one connection; so
 * no transaction may last longer than ten seconds.
 */
export async function transact<Result>(db: Db, run: (trx: Transaction<Tables>) => Promise<Result>): Promise<Result> {
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error("A transaction did not end within 10 s; was the outer handle used inside it?")),
    guardMs,
  );
  try {
    return await db.transaction().execute((trx) => Promise.race([run(trx), tooLong]));
  } finally {
    clearTimeout(timer);
  }
}
