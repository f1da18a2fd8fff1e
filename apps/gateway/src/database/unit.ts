import type { PersonId } from "@milango/core/identity";
import type { AuditAct, AuditKind } from "@milango/core/members";
import type { RecordMessage } from "@milango/core/messages";
import type { Transaction } from "kysely";
import type { NewId } from "../ports.ts";
import { announce } from "./outbox.ts";
import type { DueMailsTable, Tables } from "./tables.ts";

/** One act for the audit log: ids and short facts, never personal data. */
export interface Noted {
  readonly act: AuditAct;
  /** Who, where the one who asked became somebody by it. */
  readonly by?: string;
  readonly about?: { readonly kind: AuditKind; readonly id: string };
  readonly territory?: string | null;
  readonly detail?: Readonly<Record<string, string>>;
}

/** A mail to somebody about something. */
export interface Posted {
  readonly to: PersonId;
  readonly kind: DueMailsTable["kind"];
  readonly about: string | null;
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
  /** Puts mails on the way: each is written from the record, and sent once, after this commits. */
  mail(...mails: Posted[]): void;
}

/** A unit of work in a transaction; `settle` writes its news, traces and mails, as the last thing before the commit. */
export function openUnit(
  trx: Transaction<Tables>,
  by: string,
  newId: NewId,
): { readonly unit: Unit; settle(): Promise<{ readonly mails: number }> } {
  const messages: RecordMessage[] = [];
  const acts: Noted[] = [];
  const mails: Posted[] = [];
  return {
    unit: {
      trx,
      by,
      tell: (...more) => messages.push(...more),
      note: (...more) => acts.push(...more),
      mail: (...more) => mails.push(...more),
    },
    async settle() {
      await announce(trx, newId, messages);
      if (mails.length > 0) {
        const due = mails.map(({ to, kind, about }) => ({ id: newId(), person_id: to, kind, about }));
        await trx.insertInto("due_mails").values(due).execute();
      }
      if (acts.length > 0) await trx.insertInto("audit").values(traces()).execute();
      return { mails: mails.length };
    },
  };

  function traces() {
    return acts.map(({ act, by: doer, about, territory, detail }) => ({
      id: newId(),
      act,
      done_by: doer ?? by,
      about_kind: about?.kind ?? null,
      about_id: about?.id ?? null,
      territory: territory ?? null,
      detail: JSON.stringify(detail ?? {}),
    }));
  }
}
