import { createHmac, timingSafeEqual } from "node:crypto";
import type { PersonId } from "@milango/core/identity";

/** What a digest's last line carries, so that one press ends it without signing in: the person, and our seal on it. */
export function stopToken(secret: string, personId: PersonId): string {
  return `${personId}.${seal(secret, personId).toString("base64url")}`;
}

/** The person a token was made for; nothing when it was not made here. */
export function readStopToken(secret: string, token: string): PersonId | undefined {
  const [, personId = "", given = ""] = /^([\da-f-]{36})\.([\w-]+)$/.exec(token) ?? [];
  const made = seal(secret, personId);
  const sent = Buffer.from(given, "base64url");
  return sent.length === made.length && timingSafeEqual(sent, made) ? (personId as PersonId) : undefined;
}

function seal(secret: string, personId: string): Buffer {
  return createHmac("sha256", secret).update(`digest ${personId}`).digest();
}
