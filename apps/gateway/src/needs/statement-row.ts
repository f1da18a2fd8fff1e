import type { Need, Offer, StatementPatch } from "@milango/core/needs";
import type { Selectable } from "kysely";
import type { NeedsTable, OffersTable } from "../database/tables.ts";

/** A row of either table. */
export type StatementRow = Omit<Selectable<NeedsTable>, "id"> & {
  readonly id: Selectable<NeedsTable | OffersTable>["id"];
};

/** A need or an offer as the API shows it; both have one form. */
export function toStatement(row: StatementRow): Need | Offer {
  return {
    id: row.id,
    actorId: row.actor_id,
    text: row.text,
    concepts: row.concepts,
    sector: row.sector,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    state: row.state,
    closing: row.closed_reason === null ? null : { reason: row.closed_reason, note: row.closed_note },
    revision: row.revision,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  } as Need | Offer;
}

/** The columns a draft or patch sets. */
export function toColumns(patch: StatementPatch) {
  return {
    ...(patch.text === undefined ? {} : { text: JSON.stringify(patch.text) }),
    ...(patch.concepts === undefined ? {} : { concepts: patch.concepts }),
    ...(patch.sector === undefined ? {} : { sector: patch.sector }),
    ...(patch.validFrom === undefined ? {} : { valid_from: patch.validFrom }),
    ...(patch.validUntil === undefined ? {} : { valid_until: patch.validUntil }),
  };
}
