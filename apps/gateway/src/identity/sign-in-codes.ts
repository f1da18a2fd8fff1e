import { randomInt, timingSafeEqual } from "node:crypto";
import type { Db } from "../database/open-database.ts";
import type { Clock } from "../ports.ts";
import { hashOf } from "./api-keys.ts";
import { linkMinutes } from "./sessions.ts";

const maxTries = 5;

/** A new six-digit code for an address; it replaces the one before. */
export async function issueCode(db: Db, clock: Clock, email: string): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const row = { hash: hashOf(`${email}:${code}`), tries: 0, expires_at: new Date(clock.now() + linkMinutes * 60_000) };
  await db
    .insertInto("sign_in_codes")
    .values({ email, ...row })
    .onConflict((conflict) => conflict.column("email").doUpdateSet(row))
    .execute();
  return code;
}

/** Uses a code up: true once, for the right code, within its time and five tries. */
export async function consumeCode(db: Db, clock: Clock, email: string, code: string): Promise<boolean> {
  const row = await db
    .updateTable("sign_in_codes")
    .set((set) => ({ tries: set("tries", "+", 1) }))
    .where("email", "=", email)
    .where("tries", "<", maxTries)
    .where("expires_at", ">", new Date(clock.now()))
    .returning("hash")
    .executeTakeFirst();
  if (row === undefined || !timingSafeEqual(Buffer.from(row.hash), hashOf(`${email}:${code}`))) return false;
  const { numDeletedRows } = await db
    .deleteFrom("sign_in_codes")
    .where("email", "=", email)
    .where("hash", "=", row.hash)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
