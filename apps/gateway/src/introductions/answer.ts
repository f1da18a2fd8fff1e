import { MilangoError } from "@milango/core/errors";
import type { ActorId, IntroductionId, PersonId } from "@milango/core/identity";
import { type IntroductionEvent, type IntroductionState, introductionTransitions } from "@milango/core/introductions";
import type { AuditAct } from "@milango/core/members";
import type { LocalizedText } from "@milango/core/text";
import { type Selectable, sql, type Updateable } from "kysely";
import { lockActor, lockPair } from "../actors/store.ts";
import type { IntroductionsTable } from "../database/tables.ts";
import type { Noted, Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { absent } from "../identity/request-caller.ts";
import { countOpenIntroductions } from "../matching/match-actors.ts";
import { peopleOfActor } from "../members/actor-people.ts";

type Tools = Pick<Deps, "newId" | "clock">;
export type IntroductionRow = Selectable<IntroductionsTable>;

/** The first yes of a pair proposes an introduction, the second connects it. */
export async function acceptPartner(
  tools: Tools,
  unit: Unit,
  actorId: ActorId,
  partnerId: ActorId,
  message?: LocalizedText,
): Promise<IntroductionRow> {
  // Both actors are locked in one order, so that two sides saying yes at once make one introduction.
  for (const id of [actorId, partnerId].sort()) await lockActor(unit.trx, id);
  const underWay = await findUnderWay(unit, actorId, partnerId);
  if (underWay !== undefined) {
    return underWay.asking_id === actorId || underWay.state === "connected"
      ? underWay
      : advance(tools, unit, underWay, "acceptOther");
  }
  for (const id of [actorId, partnerId]) await mustHaveRoom(unit, id);
  const now = new Date(tools.clock.now());
  const row = await unit.trx
    .insertInto("introductions")
    .values({
      id: tools.newId() as IntroductionId,
      asking_id: actorId,
      asked_id: partnerId,
      state: "proposed",
      asking_accepted_at: now,
      asked_accepted_at: null,
      message: JSON.stringify(message ?? null),
      outcome: null,
      outcome_note: null,
      outcome_at: null,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tell(unit, row);
  unit.note(noted(row, "introduction.asked"));
  await postToSides(unit, row, "introduction", [partnerId]);
  return row;
}

/** Nobody is asked, and nobody asks, beyond what they can handle at once. */
async function mustHaveRoom(unit: Unit, id: ActorId): Promise<void> {
  const { name, capacity } = await unit.trx
    .selectFrom("actors")
    .select(["name", "capacity"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const open = await countOpenIntroductions(unit.trx, id);
  if (open >= capacity) {
    throw new MilangoError(
      "CAPACITY_REACHED",
      `${name} handles ${capacity} introduction(s) at a time and has ${open} open; conclude one or raise the capacity.`,
    );
  }
}

/** A declined suggestion declines the introduction that the partner may have asked for. */
export async function declinePartner(tools: Tools, unit: Unit, actorId: ActorId, partnerId: ActorId): Promise<void> {
  const underWay = await findUnderWay(unit, actorId, partnerId);
  if (underWay?.state === "proposed" && underWay.asked_id === actorId) await advance(tools, unit, underWay, "decline");
}

/** Moves an introduction by the table of its states; throws STATE_CONFLICT where the table has no way. */
export async function advance(
  tools: Tools,
  unit: Unit,
  before: IntroductionRow,
  event: IntroductionEvent,
  more: Updateable<IntroductionsTable> = {},
): Promise<IntroductionRow> {
  const state = introductionTransitions[before.state][event];
  if (state === null)
    throw new MilangoError("STATE_CONFLICT", `This introduction is ${before.state}; that is no longer possible.`);
  const now = new Date(tools.clock.now());
  const connects = event === "acceptOther" && before.asked_accepted_at === null;
  const changes = { state, ...(connects ? { asked_accepted_at: now, connected_at: now } : {}), ...more };
  const row = await revise(tools, unit, before, changes);
  if (event === "acceptOther" || event === "decline") await mirrorInSuggestions(unit, row, now);
  const act = actOf[state];
  if (state !== before.state && act !== undefined) unit.note(noted(row, act));
  if (state === "connected" && connects) await postToSides(unit, row, "introduction", [row.asking_id, row.asked_id]);
  return row;
}

/** Writes an introduction anew and tells those who listen. */
export async function revise(
  tools: Tools,
  unit: Unit,
  before: IntroductionRow,
  changes: Updateable<IntroductionsTable>,
): Promise<IntroductionRow> {
  const row = await unit.trx
    .updateTable("introductions")
    .set({ ...changes, revision: before.revision + 1, updated_at: new Date(tools.clock.now()) })
    .where("id", "=", before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await tell(unit, row);
  return row;
}

const actOf: { readonly [State in IntroductionState]?: AuditAct } = {
  connected: "introduction.connected",
  declined: "introduction.declined",
  withdrawn: "introduction.withdrawn",
  expired: "introduction.expired",
  concluded: "introduction.concluded",
};

function noted(row: IntroductionRow, act: AuditAct): Noted {
  return { act, about: { kind: "introduction", id: row.id } };
}

/** Puts a mail on the way to the people of these sides: once to who stands on several. */
export async function postToSides(
  unit: Unit,
  row: IntroductionRow,
  kind: "introduction" | "meeting" | "followUp",
  sides: readonly ActorId[],
): Promise<void> {
  const actors = await unit.trx.selectFrom("actors").select(["id", "territory"]).where("id", "in", sides).execute();
  const people = new Set<PersonId>();
  for (const actor of actors) for (const id of await peopleOfActor(unit.trx, actor)) people.add(id);
  // Whoever did it knows already.
  for (const id of people) if (unit.by === `person:${id}`) people.delete(id);
  unit.mail(...[...people].map((to) => ({ to, kind, about: row.id })));
}

/** To answer an introduction is to answer the suggestion it came from: the asked side's says the same. */
async function mirrorInSuggestions(unit: Unit, row: IntroductionRow, now: Date): Promise<void> {
  const state = row.state === "declined" ? ("declined" as const) : ("accepted" as const);
  await unit.trx
    .updateTable("suggestions")
    .set({ state, decided_at: now, updated_at: now })
    .where("actor_id", "=", row.asked_id)
    .where("partner_id", "=", row.asking_id)
    .where("state", "in", ["open", "later", "expired"])
    .execute();
}

export async function lockIntroduction(unit: Unit, id: string): Promise<IntroductionRow> {
  const introduction = unit.trx
    .selectFrom("introductions")
    .selectAll()
    .where("id", "=", id as IntroductionId);
  const found = await introduction.executeTakeFirst();
  if (found === undefined) throw absent();
  await lockPair(unit.trx, found.asking_id, found.asked_id);
  const row = await introduction.forUpdate().executeTakeFirst();
  if (row === undefined) throw absent();
  return row;
}

function findUnderWay(unit: Unit, one: ActorId, other: ActorId): Promise<IntroductionRow | undefined> {
  return unit.trx
    .selectFrom("introductions")
    .selectAll()
    .where("state", "in", ["proposed", "connected"])
    .where(sql<boolean>`least(asking_id, asked_id) = least(${one}::uuid, ${other}::uuid)`)
    .where(sql<boolean>`greatest(asking_id, asked_id) = greatest(${one}::uuid, ${other}::uuid)`)
    .forUpdate()
    .executeTakeFirst();
}

async function tell(unit: Unit, { id, state, asking_id, asked_id }: IntroductionRow): Promise<void> {
  const openIntroductions: [number, number] = [
    await countOpenIntroductions(unit.trx, asking_id),
    await countOpenIntroductions(unit.trx, asked_id),
  ];
  unit.tell({
    subject: "milango.introductions.changed.v1",
    body: { introductionId: id, state, actorIds: [asking_id, asked_id], openIntroductions },
  });
}
