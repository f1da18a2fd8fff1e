import type { IncomingHttpHeaders } from "node:http";
import { isTerritoryCode } from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import type { ActorId, Caller, PersonId, Role, WorkshopId, WorkshopRole } from "@milango/core/identity";
import { workshopRoles } from "@milango/core/identity";
import type { Settings } from "../config.ts";
import type { Db } from "../database/open-database.ts";
import type { Clock, NewId } from "../ports.ts";
import { createKeyReader, keyPrefix } from "./api-keys.ts";
import { createSessions, type Sessions } from "./sessions.ts";

export interface Identity {
  readonly sessions: Sessions;
  /** Who sends these headers. Throws KEY_INVALID or SESSION_EXPIRED when something was sent that does not hold. */
  callerFrom(headers: IncomingHttpHeaders): Promise<Caller>;
  /** A person by a session already known, for sockets and tickets; nothing when the session has ended. */
  callerBySession(sessionId: string): Promise<Caller | undefined>;
  callerByKeyId(keyId: string): Promise<Caller | undefined>;
}

export function createIdentity(options: {
  db: Db;
  settings: Settings;
  secret: string;
  publicUrl: string;
  newId: NewId;
  clock: Clock;
}): Identity {
  const { db, settings, clock } = options;
  const sessions = createSessions(options);
  const readKey = createKeyReader({ db, clock, rootKey: settings.MILANGO_ROOT_KEY });

  const personCaller = async (personId: string, sessionId: string): Promise<Caller> => ({
    kind: "person",
    personId: personId as PersonId,
    sessionId,
    ...(await standingOf(db, personId as PersonId)),
  });

  return {
    sessions,
    async callerFrom(headers) {
      const { authorization, cookie } = headers;
      if (authorization !== undefined) {
        const key = /^Bearer (\S+)$/i.exec(authorization)?.[1];
        const caller = key === undefined ? undefined : await readKey(key);
        if (caller === undefined)
          throw new MilangoError("KEY_INVALID", `Send a valid key as "Authorization: Bearer ${keyPrefix}…".`);
        return caller;
      }
      if (cookie === undefined || !cookie.includes("milango.session_token=")) return { kind: "anonymous" };
      const session = await sessions.read(new Headers({ cookie }));
      if (session === undefined) throw new MilangoError("SESSION_EXPIRED", "Sign in again.");
      return personCaller(session.personId, session.sessionId);
    },
    async callerBySession(sessionId) {
      const row = await db
        .selectFrom("sessions")
        .select("person_id")
        .where("id", "=", sessionId)
        .where("expires_at", ">", new Date(clock.now()))
        .executeTakeFirst();
      return row === undefined ? undefined : personCaller(row.person_id, sessionId);
    },
    async callerByKeyId(keyId) {
      if (keyId === "root") return { kind: "program", keyId, scopes: "all", territories: null };
      const row = await db.selectFrom("api_keys").selectAll().where("id", "=", keyId).executeTakeFirst();
      if (row === undefined || row.revoked_at !== null) return undefined;
      if (row.expires_at !== null && row.expires_at.getTime() <= clock.now()) return undefined;
      return {
        kind: "program",
        keyId,
        scopes: row.scopes as Extract<Caller, { kind: "program" }>["scopes"],
        territories: row.territories === null ? null : row.territories.filter(isTerritoryCode),
      };
    },
  };
}

/** The roles somebody holds, and whether they are a guest: one question, since every request asks it. */
async function standingOf(db: Db, personId: PersonId): Promise<{ roles: Role[]; guest: boolean }> {
  const rows = await db
    .selectFrom("people")
    .leftJoin("memberships", "memberships.person_id", "people.id")
    .select(["people.guest", "scope", "scope_id", "role", "territories"])
    .where("people.id", "=", personId)
    .execute();
  const roles = rows.flatMap((row): Role[] => {
    const { scope, scope_id, role, territories } = row;
    if (scope === "network" && (role === "administrator" || role === "animator")) {
      return [{ in: "network", role, territories: territories === null ? null : territories.filter(isTerritoryCode) }];
    }
    if (scope === "actor" && role === "representative" && scope_id !== null) {
      return [{ in: "actor", actorId: scope_id as ActorId, role }];
    }
    if (scope === "workshop" && scope_id !== null && workshopRoles.some((known) => known === role)) {
      return [{ in: "workshop", workshopId: scope_id as WorkshopId, role: role as WorkshopRole }];
    }
    return [];
  });
  return { roles, guest: rows[0]?.guest ?? false };
}

/** The same caller with the roles and scopes it holds now; nothing when its session or key has ended. */
export async function renewCaller(identity: Identity, caller: Caller): Promise<Caller | undefined> {
  if (caller.kind === "person") return identity.callerBySession(caller.sessionId);
  return caller.kind === "program" ? identity.callerByKeyId(caller.keyId) : undefined;
}
