import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { isTerritoryCode } from "@milango/core/actors";
import type { Caller, Scope } from "@milango/core/identity";
import { scopes } from "@milango/core/identity";
import type { Db } from "../database/open-database.ts";
import type { Clock } from "../ports.ts";

export const keyPrefix = "mlg_";

/** A new key: 256 bits, shown once, kept as its hash. */
export function newApiKey(): { key: string; hash: Buffer } {
  const key = keyPrefix + randomBytes(32).toString("base64url");
  return { key, hash: hashOf(key) };
}

export function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** Finds who sends a key: the installation's root key by value, every other by its hash. */
export function createKeyReader(options: { db: Db; clock: Clock; rootKey: string | undefined }) {
  const root = options.rootKey === undefined ? undefined : hashOf(options.rootKey);
  return async (key: string): Promise<Caller | undefined> => {
    const hash = hashOf(key);
    if (root !== undefined && timingSafeEqual(hash, root)) {
      return { kind: "program", keyId: "root", scopes: "all", territories: null };
    }
    const row = await options.db.selectFrom("api_keys").selectAll().where("hash", "=", hash).executeTakeFirst();
    const now = options.clock.now();
    if (row === undefined || row.revoked_at !== null) return undefined;
    if (row.expires_at !== null && row.expires_at.getTime() <= now) return undefined;
    if (row.last_used_at === null || now - row.last_used_at.getTime() > 60_000) {
      await options.db
        .updateTable("api_keys")
        .set({ last_used_at: new Date(now) })
        .where("id", "=", row.id)
        .execute();
    }
    return {
      kind: "program",
      keyId: row.id,
      scopes: row.scopes.filter((scope): scope is Scope => scopes.some((known) => known === scope)),
      territories: row.territories === null ? null : row.territories.filter(isTerritoryCode),
    };
  };
}
