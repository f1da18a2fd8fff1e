import type { ActorId, DocumentId, WorkshopId } from "@milango/core/identity";
import { firstAgendaUpdate, newNodeId, projectWorkshop, type WorkshopDraft } from "@milango/core/workshops";
import * as Y from "yjs";
import type { Unit } from "../database/unit.ts";
import type { Deps } from "../deps.ts";
import type { WorkshopRow } from "./workshop-row.ts";

/** Makes a workshop with its two documents; from then on the agenda document owns what the row repeats of it. */
export async function openWorkshop(
  tools: Pick<Deps, "newId" | "clock" | "documents"> & { readonly random: () => number },
  unit: Unit,
  draft: WorkshopDraft,
  actorIds: readonly ActorId[],
): Promise<WorkshopRow> {
  const { trx } = unit;
  const [id, agenda, notes] = [tools.newId() as WorkshopId, tools.newId() as DocumentId, tools.newId() as DocumentId];
  const first = firstAgendaUpdate({
    title: draft.title,
    startsAt: Date.parse(draft.startsAt),
    territories: draft.territories,
    status: "planned",
    nodes: (draft.blocks ?? []).map(({ title, minutes }) => ({ id: newNodeId(tools.random), title, minutes })),
    random: tools.random,
  });
  await tools.documents.create(trx, agenda, first);
  await tools.documents.create(trx, notes);

  const doc = new Y.Doc();
  Y.applyUpdate(doc, first);
  const { minutes, blockCount, completeness } = projectWorkshop(doc);
  doc.destroy();
  const row = await trx
    .insertInto("workshops")
    .values({
      id,
      title: JSON.stringify(draft.title),
      goal: JSON.stringify(draft.goal ?? null),
      format: draft.format ?? "workshop",
      status: "planned",
      starts_at: draft.startsAt,
      minutes,
      block_count: blockCount,
      completeness: JSON.stringify(completeness),
      territories: draft.territories,
      introduction_id: draft.introductionId ?? null,
      agenda_document: agenda,
      notes_document: notes,
      updated_at: new Date(tools.clock.now()),
      deleted_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  if (actorIds.length > 0) {
    await trx
      .insertInto("workshop_actors")
      .values(actorIds.map((actor_id) => ({ workshop_id: id, actor_id })))
      .execute();
  }
  unit.tell({ subject: "milango.workshops.changed.v1", body: { workshopId: id, actorIds: [...actorIds] } });
  return row;
}
