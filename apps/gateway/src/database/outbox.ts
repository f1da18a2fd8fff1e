import type { RecordMessage } from "@milango/core/messages";
import type { Kysely, Transaction } from "kysely";
import type { NewId } from "../ports.ts";
import type { Tables } from "./tables.ts";

/** Anything queries run on: the database, or a transaction of it. */
export type Executor = Kysely<Tables> | Transaction<Tables>;

/**
 * Writes down what changed, in the transaction that changed it and after its rows were locked, so that two changes of
 * one actor are numbered in the order they happened.
 */
export async function announce(
  trx: Transaction<Tables>,
  newId: NewId,
  messages: readonly RecordMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await trx
    .insertInto("outbox")
    .values(messages.map(({ subject, body }) => ({ id: newId(), subject, body: JSON.stringify(body), seq: null })))
    .execute();
}
