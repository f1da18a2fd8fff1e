import type { Settings } from "../../config.ts";
import type { Db } from "../../database/open-database.ts";
import type { App } from "../../http/app.ts";
import { isFromDemoHost } from "../loopback.ts";
import { absent } from "../request-caller.ts";

/** `/dev/inbox`: the mail of the demo, newest first, to this machine only. */
export function demoInboxRoute(app: App, deps: { db: Db; settings: Settings }): void {
  app.get("/dev/inbox", { schema: { hide: true } }, async (request, reply) => {
    if (!isFromDemoHost(request, deps.settings.MILANGO_DEMO_HOSTS)) throw absent();
    const mails = await deps.db.selectFrom("mails").selectAll().orderBy("id", "desc").limit(50).execute();
    const rows = mails.map(
      ({ recipient, subject, body, created_at }) =>
        `<tr><td>${created_at.toISOString()}</td><td>${escapeHtml(recipient)}</td><td>${escapeHtml(subject)}</td><td><pre>${linked(body)}</pre></td></tr>`,
    );
    const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Inbox of the demo</title><h1>Inbox of the demo</h1>${
      rows.length === 0 ? "<p>No mail yet. Ask for a sign-in link, then come back.</p>" : ""
    }<table>${rows.join("")}</table></html>`;
    return reply.type("text/html; charset=utf-8").send(page);
  });
}

function linked(text: string): string {
  return escapeHtml(text).replaceAll(/https?:\/\/[^\s<]+/g, (link) => `<a href="${link}">${link}</a>`);
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
