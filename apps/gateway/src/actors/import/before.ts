import type { ActorRow } from "../actor-row.ts";

/** What an import changed of one actor: enough to put it back. */
export interface Before {
  readonly sheet: Pick<ActorRow, Sheet>;
  readonly needs: Reconciled;
  readonly offers: Reconciled;
}

/** Ids of the statements an import withdrew and added. */
export interface Reconciled {
  readonly withdrawn: readonly string[];
  readonly added: readonly string[];
}

/** Columns that a file speaks of; capacity, consent and the like are not its to change. */
type Sheet =
  | ("name" | "territory" | "kind" | "legal_form" | "description" | "sectors" | "languages")
  | ("locality" | "latitude" | "longitude" | "website" | "source_hash" | "search_text" | "provenance");

export function sheetColumns<Row extends { readonly [Column in Sheet]?: unknown }>(row: Row): Pick<Row, Sheet> {
  const { name, territory, kind, legal_form, description, sectors, languages } = row;
  const { locality, latitude, longitude, website, source_hash, search_text, provenance } = row;
  return {
    ...{ name, territory, kind, legal_form, description, sectors, languages },
    ...{ locality, latitude, longitude, website, source_hash, search_text, provenance },
  };
}
