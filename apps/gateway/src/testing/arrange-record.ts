import type { ActorEntry } from "@milango/core/actors";
import { type Scope, type SuggestionId, scopes } from "@milango/core/identity";
import { newId } from "../new-id.ts";
import { eventually } from "./eventually.ts";
import { rootKey, type TestGateway } from "./start-test-gateway.ts";

type Headers = Readonly<Record<string, string>>;

/** One thing of each kind that exists, most of them of an actor in Saint-Martin. */
export interface ArrangedRecord {
  readonly actorId: string;
  /** An actor in Costa Rica, to whom the first was introduced. */
  readonly partnerId: string;
  /** The id a path asks for, by the segment before it. */
  readonly idAfter: Readonly<Record<string, string>>;
}

/** Headers of those who send something that does not hold, and of keys that hold too little. */
export interface Strangers {
  /** Expected code → who gets it, by what is wrong with them. */
  readonly KEY_INVALID: Readonly<Record<string, Headers>>;
  readonly SESSION_EXPIRED: Readonly<Record<string, Headers>>;
  /** A key with one scope only. */
  readonly withScope: (scope: Scope) => Promise<Headers>;
  /** A key with every scope, for Costa Rica alone. */
  readonly elsewhere: Headers;
}

/** Makes what a request can be about; waits until nothing of it is under way any more. */
export async function arrangeRecord(test: TestGateway): Promise<ArrangedRecord> {
  const { items } = (await test.ask("GET", "/actors?limit=200")).body as { items: ActorEntry[] };
  const actorIn = (territory: string): ActorEntry => {
    const found = items.find((each) => each.territory === territory && each.needs[0] && each.offers[0]);
    if (found === undefined) throw new Error(`The demo network has no actor in ${territory}`);
    return found;
  };
  const [actor, partner] = [actorIn("MF"), actorIn("CR")];
  const made = async (path: string, body: unknown, headers?: Headers) => {
    const answer = await test.ask("POST", path, body, headers);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const introduction = await made("/introductions", { actorId: actor.id, partnerId: partner.id });
  const workshop = await made("/workshops", {
    title: { fr: "Du verre au sable" },
    startsAt: "2026-10-01T15:00:00Z",
    territories: ["MF", "CR"],
    actorIds: [actor.id, partner.id],
  });
  const key = await made("/identity/keys", { label: "somebody's", scopes: ["actors:read"] });
  const file = { authorization: `Bearer ${rootKey}`, "content-type": "text/csv" };
  const { id: importId } = await made("/actors/imports", "nom,territoire\nVanille,MF\n", file);
  const invitation = await made("/invitations", {
    role: { in: "workshop", workshopId: workshop.id, role: "viewer" },
    guests: false,
  });
  const { id: memberId } = await test.enterAs({
    email: "member@example.org",
    roles: [{ in: "workshop", workshopId: workshop.id, role: "viewer" }],
  });
  const member = await test.db
    .selectFrom("memberships")
    .select("id")
    .where("person_id", "=", memberId)
    .executeTakeFirstOrThrow();
  const proposal = await made(`/actors/${actor.id}/corrections`, { note: "The name has an accent." });
  const version = await made(`/documents/${workshop.documents.agenda}/versions`, { name: "First" });
  const comment = await made(`/workshops/${workshop.id}/comments`, { text: "Who brings the sieves?" });
  const suggestionId = newId() as SuggestionId;
  await test.db
    .insertInto("suggestions")
    .values({
      id: suggestionId,
      actor_id: actor.id,
      partner_id: partner.id,
      score: 0.5,
      mutual: false,
      reasons: "[]",
      shared_languages: [],
      propensity: 1,
      state: "open",
      version: 1,
      updated_at: new Date(),
    })
    .execute();
  await eventually(async () => {
    const running = await test.db.selectFrom("imports").select("id").where("state", "=", "running").execute();
    return running.length === 0 ? true : undefined;
  });
  return {
    actorId: actor.id,
    partnerId: partner.id,
    idAfter: {
      actors: actor.id,
      needs: actor.needs[0]?.id ?? "",
      offers: actor.offers[0]?.id ?? "",
      suggestions: suggestionId,
      introductions: introduction.id,
      workshops: workshop.id,
      documents: workshop.documents.agenda,
      versions: version.id,
      comments: comment.id,
      imports: importId,
      keys: key.id,
      invitations: invitation.id,
      members: member.id,
      proposals: proposal.id,
      sessions: newId(),
      passkeys: newId(),
    },
  };
}

export async function arrangeStrangers(test: TestGateway): Promise<Strangers> {
  const newKey = async (more: object): Promise<{ id: string; headers: Headers }> => {
    const { id, key } = (await test.ask("POST", "/identity/keys", { label: "stranger", scopes, ...more })).body;
    return { id, headers: { authorization: `Bearer ${key}` } };
  };
  const revoked = await newKey({});
  await test.ask("DELETE", `/identity/keys/${revoked.id}`);
  const expired = await newKey({ expiresAt: "2020-01-01T00:00:00Z" });

  const outOfTime = await test.enter("saint-martin");
  await test.db
    .updateTable("sessions")
    .set({ expires_at: new Date(0) })
    .execute();
  const ended = await test.enter("saint-martin");
  await test.ask("DELETE", "/identity/sessions/current", undefined, ended);

  const byScope = new Map<Scope, Headers>();
  return {
    KEY_INVALID: {
      "an unknown key": { authorization: `Bearer mlg_${"0".repeat(43)}` },
      "a key of another scheme": { authorization: `Basic ${rootKey}` },
      "no key after Bearer": { authorization: "Bearer" },
      "a revoked key": revoked.headers,
      "an expired key": expired.headers,
    },
    SESSION_EXPIRED: {
      "an expired session": outOfTime,
      "an ended session": ended,
      "a forged session": { cookie: "milango.session_token=forged.signature" },
    },
    async withScope(scope) {
      const headers = byScope.get(scope) ?? (await newKey({ scopes: [scope] })).headers;
      byScope.set(scope, headers);
      return headers;
    },
    elsewhere: (await newKey({ territories: ["CR"] })).headers,
  };
}
