import nodemailer from "nodemailer";
import type { Db } from "../database/open-database.ts";
import type { NewId } from "../ports.ts";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** An invitation for a calendar (iCalendar, RFC 5545), as mail programs offer it to be added. */
  readonly calendar?: string;
  /** Where one press ends mails of this kind (RFC 8058). */
  readonly unsubscribe?: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport(url);
  return {
    async send({ to, subject, text, calendar, unsubscribe }) {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        ...(calendar === undefined ? {} : { icalEvent: { method: "PUBLISH", content: calendar } }),
        ...(unsubscribe === undefined
          ? {}
          : {
              headers: {
                "List-Unsubscribe": `<${unsubscribe}>`,
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
              },
            }),
      });
    },
  };
}

/** Mail of the demo: kept in a table that `/dev/inbox` shows to this machine only. */
export function createDemoMailer(db: Db, newId: NewId): Mailer {
  return {
    async send({ to, subject, text, calendar }) {
      const body = calendar === undefined ? text : `${text}\n[.ics]\n${calendar}`;
      await db.insertInto("mails").values({ id: newId(), recipient: to, subject, body }).execute();
    },
  };
}
