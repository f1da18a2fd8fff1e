import { isLocale, type Locale } from "@milango/core/text";
import type { Selectable } from "kysely";
import type { Db } from "../database/open-database.ts";
import type { Executor } from "../database/outbox.ts";
import type { DueMailsTable, PeopleTable } from "../database/tables.ts";
import type { Clock, Log } from "../ports.ts";
import type { Mail, Mailer } from "./mailer.ts";

export type Recipient = Pick<Selectable<PeopleTable>, "id" | "name" | "email"> & { readonly locale: Locale };
export type DueMail = Selectable<DueMailsTable>;

/** Writes one kind of mail from what the record says now; nothing when there is no reason left to send it. */
export type Composer = (db: Executor, to: Recipient, about: string | null) => Promise<Omit<Mail, "to"> | undefined>;

export interface Post {
  /** Sends what is due now. */
  deliver(): Promise<void>;
  /** Something was just committed that is due. */
  nudge(): void;
  stop(): Promise<void>;
}

const mostTries = 5;
const firstWaitMs = 60_000;

/**
 * Sends due mails one by one. A row is held while its mail is sent, so that gateways beside each other send none twice;
 * a mail server that refuses is tried again later, five times.
 */
export function createPost(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Mailer | undefined;
  readonly composers: { readonly [Kind in DueMail["kind"]]: Composer };
}): Post {
  const { db, clock, log, mailer, composers } = deps;
  let underWay: Promise<void> | undefined;
  let isStopped = false;

  const sendNext = async (): Promise<boolean> => {
    const now = new Date(clock.now());
    // Taken by moving it ahead: a gateway that dies in between leaves it to be sent a minute later.
    const taken = await db
      .updateTable("due_mails")
      .set((row) => ({ due_at: new Date(now.getTime() + firstWaitMs), tries: row("tries", "+", 1) }))
      .where("id", "=", (query) =>
        query
          .selectFrom("due_mails")
          .select("id")
          .where("due_at", "<=", now)
          .where("tries", "<", mostTries)
          .orderBy("due_at")
          .limit(1)
          .forUpdate()
          .skipLocked(),
      )
      .returningAll()
      .executeTakeFirst();
    if (taken === undefined) return false;
    try {
      const mail = await compose(taken);
      if (mail !== undefined) await mailer?.send(mail);
      await db.deleteFrom("due_mails").where("id", "=", taken.id).execute();
    } catch (error) {
      log.warn("post: a mail could not be sent; it is tried again", { mail: taken.id, reason: String(error) });
      const due_at = new Date(now.getTime() + firstWaitMs * 4 ** taken.tries);
      await db.updateTable("due_mails").set({ due_at }).where("id", "=", taken.id).execute();
    }
    return true;
  };

  const compose = async ({ person_id, kind, about }: DueMail): Promise<Mail | undefined> => {
    const person = await db
      .selectFrom("people")
      .select(["id", "name", "email", "language", "guest"])
      .where("id", "=", person_id)
      .executeTakeFirst();
    if (person === undefined || person.guest) return undefined;
    const locale = isLocale(person.language) ? person.language : "fr";
    const mail = await composers[kind](db, { ...person, locale }, about);
    return mail === undefined ? undefined : { ...mail, to: person.email };
  };

  const deliver = (): Promise<void> => {
    underWay ??= (async () => {
      // Without a mail server nothing piles up: what nobody could read is not kept.
      if (mailer === undefined) await db.deleteFrom("due_mails").execute();
      while (!isStopped && (await sendNext()));
    })().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  return {
    deliver,
    nudge() {
      deliver().catch((error: unknown) => log.warn("post: mails wait", { reason: String(error) }));
    },
    async stop() {
      isStopped = true;
      await underWay?.catch(() => undefined);
    },
  };
}
