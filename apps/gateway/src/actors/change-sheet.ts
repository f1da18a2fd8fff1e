import { isDeepStrictEqual } from "node:util";
import { type Actor, type ActorPatch, type SheetChange, sheetFields } from "@milango/core/actors";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import { type ActorRow, toActor } from "./actor-row.ts";
import { checkSheet, patchColumns, provenanceOf, refreshSearchText } from "./store.ts";
import { tellActorsChanged } from "./tell-actor-changed.ts";

/** How a sheet came to be changed, as its provenance says it. */
export type ChangeSource = "person" | "key" | "correction";

/**
 * Changes a sheet that is locked: what differs is written down with its source and kept in its history. A patch that
 * changes nothing leaves everything as it is.
 */
export async function changeSheet(
  tools: Pick<Deps, "newId" | "clock">,
  unit: Unit,
  before: ActorRow,
  patch: ActorPatch,
  source: ChangeSource,
): Promise<ActorRow> {
  checkSheet({ territory: patch.territory ?? before.territory, legalForm: patch.legalForm ?? before.legal_form });
  const was = toActor(before);
  const changes = differences(was, { ...was, ...patch });
  if (changes.length === 0) return before;
  const now = new Date(tools.clock.now());
  const fields = changes.map(({ field }) => field);
  const after = await unit.trx
    .updateTable("actors")
    .set({
      ...patchColumns(patch),
      provenance: JSON.stringify({ ...before.provenance, ...provenanceOf(fields, source, now) }),
      revision: before.revision + 1,
      updated_at: now,
    })
    .where("id", "=", before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await unit.trx
    .insertInto("actor_changes")
    .values({ id: tools.newId(), actor_id: before.id, done_by: unit.by, source, changes: JSON.stringify(changes) })
    .execute();
  await refreshSearchText(unit.trx, before.id);
  await tellActorsChanged(unit, [before.id]);
  unit.note({
    act: "actor.changed",
    about: { kind: "actor", id: before.id },
    territory: before.territory,
    detail: { fields: fields.join(", ") },
  });
  return after;
}

function differences(before: Actor, after: Actor): SheetChange["changes"] {
  return sheetFields.flatMap((field) => {
    const [was, is] = [before[field] ?? null, after[field] ?? null];
    return isDeepStrictEqual(was, is) ? [] : [{ field, before: was, after: is }];
  });
}
