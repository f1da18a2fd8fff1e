import type { AuditAct, AuditKind } from "@milango/core/members";
import type { RecordMessage } from "@milango/core/messages";
import type { Transaction } from "kysely";
import type { NewId } from "../ports.ts";
import { announce } from "./outbox.ts";
import type { Tables } from "./tables.ts";

/** One act for the audit log: ids and short facts, never personal data. */
export interface Noted {
  readonly act: AuditAct;
  readonly about?: { readonly kind: AuditKind; readonly id: string };
  readonly territory?: string | null;
  readonly detail?: Readonly<Record<string, string>>;
}

/** What one act may write with: everything it does commits together, its news and its traces included. */
export interface Unit {
  readonly trx: Transaction<Tables>;
  /** Who acts: `person:<id>`, `key:<id>`, `anonymous` or `system`. */
  readonly by: string;
  /** Adds messages to what is announced when this commits. */
  tell(...messages: RecordMessage[]): void;
  /** Adds lines to the audit log. */
  note(...acts: Noted[]): void;
}

/** A unit of work in a transaction; `settle` writes its news and traces, as the last thing before the commit. */
export function openUnit(
  trx: Transaction<Tables>,
  by: string,
  newId: NewId,
): { readonly unit: Unit; settle(): Promise<void> } {
  const messages: RecordMessage[] = [];
  const acts: Noted[] = [];
  return {
    unit: {
      trx,
      by,
      tell: (...more) => messages.push(...more),
      note: (...more) => acts.push(...more),
    },
    async settle() {
      await announce(trx, newId, messages);
      if (acts.length === 0) return;
      const rows = acts.map(({ act, about, territory, detail }) => ({
        id: newId(),
        act,
        done_by: by,
        about_kind: about?.kind ?? null,
        about_id: about?.id ?? null,
        territory: territory ?? null,
        detail: JSON.stringify(detail ?? {}),
      }));
      await trx.insertInto("audit").values(rows).execute();
    },
  };
}
