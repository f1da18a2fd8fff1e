import type { Introduction } from "@milango/core/introductions";
import { readActors } from "../actors/actor-row.ts";
import { readContacts } from "../actors/contacts.ts";
import type { Executor } from "../database/outbox.ts";
import type { IntroductionRow } from "./answer.ts";

/**
 * Introductions as a side of them reads them. Contacts are open once both sides accepted; whoever calls has been let in
 * as acting for one of the two.
 */
export async function showIntroductions(db: Executor, rows: readonly IntroductionRow[]): Promise<Introduction[]> {
  const actors = await readActors(
    db,
    rows.flatMap(({ asking_id, asked_id }) => [asking_id, asked_id]),
  );
  const workshops = await workshopsOf(db, rows);
  const shown: Introduction[] = [];
  for (const row of rows) {
    const [asking, asked] = [actors.get(row.asking_id), actors.get(row.asked_id)];
    if (asking === undefined || asked === undefined) continue;
    const open = row.state === "connected" || row.state === "concluded";
    shown.push({
      id: row.id,
      state: row.state,
      sides: [
        {
          actor: asking,
          acceptedAt: iso(row.asking_accepted_at),
          contacts: open ? await readContacts(db, asking.id) : null,
        },
        {
          actor: asked,
          acceptedAt: iso(row.asked_accepted_at),
          contacts: open ? await readContacts(db, asked.id) : null,
        },
      ],
      message: row.message,
      connectedAt: iso(row.connected_at),
      meeting:
        row.slots === null || row.minutes === null || row.proposed_by === null
          ? null
          : { slots: row.slots, minutes: row.minutes, proposedBy: row.proposed_by, startsAt: iso(row.starts_at) },
      workshopId: workshops.get(row.id) ?? null,
      outcome:
        row.outcome === null || row.outcome_at === null
          ? null
          : { result: row.outcome, note: row.outcome_note, at: row.outcome_at.toISOString() },
      revision: row.revision,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    });
  }
  return shown;
}

async function workshopsOf(db: Executor, rows: readonly IntroductionRow[]) {
  if (rows.length === 0) return new Map();
  const found = await db
    .selectFrom("workshops")
    .select(["id", "introduction_id"])
    .where(
      "introduction_id",
      "in",
      rows.map(({ id }) => id),
    )
    .where("deleted_at", "is", null)
    .orderBy("id")
    .execute();
  return new Map(found.map(({ id, introduction_id }) => [introduction_id, id]));
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
