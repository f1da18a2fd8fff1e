import { type ActorPatch, type Proposal, sheetFields } from "@milango/core/actors";
import { MilangoError } from "@milango/core/errors";
import { type ActorId, type Caller, may, type PersonId } from "@milango/core/identity";
import { sql } from "kysely";
import type { Executor } from "../database/outbox.ts";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { peopleOfActor } from "../members/actor-people.ts";
import { type ActorRow, readActors } from "./actor-row.ts";
import { checkSheet } from "./store.ts";

const mostOpen = 20;

/** Whether somebody holds the role of speaking for an actor. */
export async function isRepresented(db: Executor, actorId: ActorId): Promise<boolean> {
  const row = await db
    .selectFrom("memberships")
    .select("id")
    .where("scope", "=", "actor")
    .where("scope_id", "=", actorId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Kinds of proposals about an actor that a person waits for. */
export async function proposedBy(db: Executor, caller: Caller, actorId: ActorId): Promise<Proposal["kind"][]> {
  if (caller.kind !== "person") return [];
  const rows = await db
    .selectFrom("proposals")
    .select("kind")
    .distinct()
    .where("actor_id", "=", actorId)
    .where("by", "=", caller.personId)
    .where("state", "=", "open")
    .execute();
  return rows.map(({ kind }) => kind);
}

/** Files a correction or a claim and tells those who decide. Throws STATE_CONFLICT for the same claim again, or too many. */
export async function propose(
  tools: Pick<Deps, "newId">,
  unit: Unit,
  actor: ActorRow,
  by: PersonId | null,
  what: { readonly kind: Proposal["kind"]; readonly patch?: ActorPatch; readonly note?: string },
): Promise<string> {
  const { kind, patch, note } = what;
  if (patch !== undefined)
    checkSheet({ territory: patch.territory ?? actor.territory, legalForm: patch.legalForm ?? actor.legal_form });
  if (by !== null) {
    const open = await unit.trx
      .selectFrom("proposals")
      .select(["actor_id", "kind"])
      .where("by", "=", by)
      .where("state", "=", "open")
      .execute();
    if (open.length >= mostOpen)
      throw new MilangoError(
        "STATE_CONFLICT",
        `${mostOpen} of your proposals wait already; let them be decided first.`,
      );
    if (kind === "claim" && open.some((each) => each.kind === "claim" && each.actor_id === actor.id))
      throw new MilangoError("STATE_CONFLICT", "You asked this already; it waits to be decided.");
  }
  const id = tools.newId();
  await unit.trx
    .insertInto("proposals")
    .values({ id, actor_id: actor.id, kind, by, patch: JSON.stringify(patch ?? null), note: note ?? null })
    .execute();
  unit.note({
    act: kind === "claim" ? "claim.asked" : "correction.proposed",
    about: { kind: "actor", id: actor.id },
    territory: actor.territory,
    ...(patch === undefined ? {} : { detail: { fields: Object.keys(patch).join(", ") } }),
  });
  const deciders = await peopleOfActor(unit.trx, actor);
  unit.mail(...deciders.filter((to) => to !== by).map((to) => ({ to, kind: "proposal" as const, about: id })));
  return id;
}

/** Proposals as a caller reads them: with what the sheet says now, and whether the decision is theirs. */
export async function readProposals(
  db: Executor,
  caller: Caller,
  asked: {
    readonly id?: string;
    readonly mine?: boolean;
    readonly actorId?: string;
    readonly state?: string;
    readonly limit: number;
  },
): Promise<Proposal[]> {
  let query = db
    .selectFrom("proposals")
    .innerJoin("actors", "actors.id", "proposals.actor_id")
    .leftJoin("people", "people.id", "proposals.by")
    .selectAll("proposals")
    .select(["people.name as by_name", "people.email as by_email"])
    .where("actors.deleted_at", "is", null);
  if (asked.id !== undefined) query = query.where("proposals.id", "=", asked.id);
  if (asked.actorId !== undefined) query = query.where("actors.id", "=", asked.actorId as ActorId);
  if (asked.state !== undefined) query = query.where("proposals.state", "=", asked.state as Proposal["state"]);
  if (caller.kind === "person") {
    const own = sql<boolean>`proposals.by = ${caller.personId}`;
    query = query.where(
      asked.mine === true
        ? own
        : sql<boolean>`(${own} or exists (
            select 1 from memberships m where m.person_id = ${caller.personId} and (
              (m.scope = 'actor' and m.scope_id = actors.id)
              or (m.scope = 'network' and (m.territories is null or actors.territory = any(m.territories))))))`,
    );
  }
  const rows = await query.orderBy("proposals.id", "desc").limit(asked.limit).execute();
  const actors = await readActors(
    db,
    rows.map(({ actor_id }) => actor_id),
  );
  return rows.flatMap((row): Proposal[] => {
    const actor = actors.get(row.actor_id);
    if (actor === undefined) return [];
    const decides =
      row.state === "open" &&
      (row.kind === "claim"
        ? may(caller, { act: "members.write", place: { in: "actor", actor }, role: "representative" })
        : may(caller, { act: "actors.update", actor }));
    const patch = row.patch;
    return [
      {
        id: row.id,
        kind: row.kind,
        actor: { id: actor.id, name: actor.name, territory: actor.territory },
        by: row.by === null ? null : { id: row.by, name: row.by_name ?? "", email: decides ? row.by_email : null },
        patch,
        current:
          patch === null
            ? null
            : Object.fromEntries(
                sheetFields
                  .filter((field) => Object.hasOwn(patch, field))
                  .map((field) => [field, actor[field] ?? null]),
              ),
        note: row.note,
        state: row.state,
        reason: row.reason,
        decidable: decides,
        createdAt: row.created_at.toISOString(),
        decidedAt: row.decided_at?.toISOString() ?? null,
      },
    ];
  });
}
