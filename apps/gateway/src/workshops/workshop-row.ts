import { type Caller, may, type WorkshopFacts } from "@milango/core/identity";
import type { Workshop } from "@milango/core/workshops";
import type { Selectable } from "kysely";
import type { Executor } from "../database/outbox.ts";
import type { WorkshopsTable } from "../database/tables.ts";

export type WorkshopRow = Selectable<WorkshopsTable>;
type Participant = Workshop["participants"][number];

/** Who takes part in each workshop. */
export async function readParticipants(
  db: Executor,
  ids: readonly WorkshopRow["id"][],
): Promise<Map<string, Participant[]>> {
  const byWorkshop = new Map<string, Participant[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return byWorkshop;
  const rows = await db
    .selectFrom("workshop_actors")
    .innerJoin("actors", "actors.id", "workshop_actors.actor_id")
    .select(["workshop_actors.workshop_id", "actors.id", "actors.name", "actors.territory"])
    .where("workshop_actors.workshop_id", "in", ids)
    .where("actors.deleted_at", "is", null)
    .orderBy("actors.name")
    .execute();
  for (const { workshop_id, ...actor } of rows) byWorkshop.get(workshop_id)?.push(actor);
  return byWorkshop;
}

export function toWorkshop(row: WorkshopRow, participants: readonly Participant[], caller: Caller): Workshop {
  const facts: WorkshopFacts = { id: row.id, participants };
  const writes = may(caller, { act: "documents.write", document: { workshop: facts, purpose: "agenda" } });
  return {
    id: row.id,
    title: row.title,
    goal: row.goal,
    format: row.format,
    status: row.status,
    startsAt: row.starts_at.toISOString(),
    minutes: row.minutes,
    blockCount: row.block_count,
    completeness: row.completeness,
    territories: row.territories,
    participants: [...participants],
    introductionId: row.introduction_id,
    documents: { agenda: row.agenda_document, notes: row.notes_document },
    access: writes ? "write" : "read",
    readsNotes: may(caller, { act: "documents.read", document: { workshop: facts, purpose: "notes" } }),
    revision: row.revision,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
