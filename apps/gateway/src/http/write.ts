import { createHash } from "node:crypto";
import { MilangoError } from "@milango/core/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../database/tables.ts";
import { transact } from "../database/transact.ts";
import { openUnit, type Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { callerOf, nameOf } from "../identity/request-caller.ts";

/** A finished write, ready to be sent or sent again. */
interface Written<Body> {
  readonly status: number;
  readonly body: Body;
}

/**
 * Runs the write of a request in one transaction with its news, its traces and, when it carries an `Idempotency-Key`, with
 * its own answer: the same request again gets the same answer and changes nothing.
 */
export async function write<Body>(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  run: (unit: Unit) => Promise<Written<Body>>,
): Promise<Body> {
  const key = keyOf(request);
  // One that cannot be read is refused even where nothing counts revisions.
  expectedRevision(request);
  let mails = 0;
  const written = await transact(deps.db, async (trx) => {
    if (key !== undefined) {
      // The same request sent twice at once: the second waits here, then finds the answer of the first.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`${key.caller} ${key.key}`}, 0))`.execute(trx);
      const before = await recall(trx, key);
      if (before !== undefined) return before as Written<Body>;
    }
    const { unit, settle } = openUnit(trx, nameOf(callerOf(request)), deps.newId);
    const result = await run(unit);
    ({ mails } = await settle());
    if (key !== undefined) {
      await trx
        .insertInto("idempotency")
        .values({ ...key, status: result.status, body: JSON.stringify(result.body ?? null) })
        .execute();
    }
    return result;
  });
  deps.relay.nudge();
  if (mails > 0) deps.post.nudge();
  reply.code(written.status);
  return written.body;
}

interface Key {
  readonly caller: string;
  readonly key: string;
  readonly request_hash: string;
}

function keyOf(request: FastifyRequest): Key | undefined {
  const given = request.headers["idempotency-key"];
  if (typeof given !== "string" || request.method !== "POST") return undefined;
  if (given.length < 8 || given.length > 200) {
    throw new MilangoError("INVALID_REQUEST", "An Idempotency-Key has 8 to 200 characters.");
  }
  const caller = callerOf(request);
  const who = caller.kind === "person" ? caller.personId : caller.kind === "program" ? caller.keyId : "anonymous";
  const asked = JSON.stringify([request.method, request.url, request.body ?? null]);
  return { caller: who, key: given, request_hash: createHash("sha256").update(asked).digest("base64url") };
}

async function recall(trx: Transaction<Tables>, key: Key): Promise<Written<unknown> | undefined> {
  const row = await trx
    .selectFrom("idempotency")
    .select(["request_hash", "status", "body"])
    .where("caller", "=", key.caller)
    .where("key", "=", key.key)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.request_hash !== key.request_hash) {
    throw new MilangoError("IDEMPOTENCY_CONFLICT", "Use a new Idempotency-Key for a new request.");
  }
  return { status: row.status, body: row.body };
}

/** The revision an `If-Match` header names, if there is one. Throws INVALID_REQUEST when it cannot be read. */
export function expectedRevision(request: FastifyRequest): number | undefined {
  const given = request.headers["if-match"];
  if (given === undefined || given === "*") return undefined;
  const revision = /^"(\d{1,9})"$/.exec(given)?.[1];
  if (revision === undefined) throw new MilangoError("INVALID_REQUEST", 'If-Match takes one ETag, for instance "3".');
  return Number(revision);
}

/** Throws REVISION_MISMATCH when somebody was faster. */
export function mustMatch(revision: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== revision) {
    throw new MilangoError(
      "REVISION_MISMATCH",
      `This is at revision ${revision}; read it again, then repeat the change.`,
    );
  }
}
