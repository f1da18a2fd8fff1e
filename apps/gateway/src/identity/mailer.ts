import nodemailer from "nodemailer";
import type { Db } from "../database/open-database.ts";
import type { NewId } from "../ports.ts";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = nodemailer.createTransport(url);
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to, subject, text });
    },
  };
}

/** Mail of the demo: kept in a table that `/dev/inbox` shows to this machine only. */
export function createDemoMailer(db: Db, newId: NewId): Mailer {
  return {
    async send({ to, subject, text }) {
      await db.insertInto("mails").values({ id: newId(), recipient: to, subject, body: text }).execute();
    },
  };
}
