import type { DocumentId } from "@milango/core/identity";
import { projectWorkshop } from "@milango/core/workshops";
import * as Y from "yjs";
import { announce } from "../database/outbox.ts";
import { transact } from "../database/transact.ts";
import type { Deps } from "../deps.ts";

const quietMs = 1_000;

/** Keeps the rows of workshops in step with their agenda documents, within two seconds of a commit. */
export function projectAgendas(deps: Deps): { stop(): Promise<void> } {
  const waiting = new Map<DocumentId, NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();

  const project = (id: DocumentId) => {
    waiting.delete(id);
    const done = projectAgenda(deps, id)
      .catch((error: unknown) =>
        deps.log.warn("workshops: an agenda could not be projected", { document: id, reason: String(error) }),
      )
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };

  const forget = deps.documents.onCommitted((id) => {
    if (!waiting.has(id))
      waiting.set(
        id,
        setTimeout(() => project(id), quietMs),
      );
  });

  return {
    async stop() {
      forget();
      for (const [id, timer] of [...waiting]) {
        clearTimeout(timer);
        project(id);
      }
      await Promise.all(underWay);
    },
  };
}

async function projectAgenda(deps: Deps, documentId: DocumentId): Promise<void> {
  const agenda = await deps.db
    .selectFrom("workshops")
    .select("id")
    .where("agenda_document", "=", documentId)
    .executeTakeFirst();
  // Notes are documents too, and no row repeats what they say.
  if (agenda === undefined) return;
  const loaded = await deps.documents.load(documentId);
  if (loaded === undefined) return;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, loaded.state);
  const projection = projectWorkshop(doc);
  doc.destroy();
  await transact(deps.db, async (trx) => {
    const row = await trx
      .updateTable("workshops")
      .set({
        ...(Object.keys(projection.title).length === 0 ? {} : { title: JSON.stringify(projection.title) }),
        status: projection.status,
        starts_at: new Date(projection.startsAt),
        minutes: Math.round(projection.minutes),
        block_count: projection.blockCount,
        completeness: JSON.stringify(projection.completeness),
        territories: [...projection.territories],
        projected_position: loaded.position,
        updated_at: new Date(deps.clock.now()),
      })
      .where("agenda_document", "=", documentId)
      .where("projected_position", "<", loaded.position)
      .returning("id")
      .executeTakeFirst();
    if (row === undefined) return;
    const actors = await trx
      .selectFrom("workshop_actors")
      .select("actor_id")
      .where("workshop_id", "=", row.id)
      .execute();
    await announce(trx, deps.newId, [
      {
        subject: "milango.workshops.changed.v1",
        body: { workshopId: row.id, actorIds: actors.map(({ actor_id }) => actor_id) },
      },
    ]);
  });
  deps.relay.nudge();
}
