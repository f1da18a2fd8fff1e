import { type Caller, may } from "@milango/core/identity";
import { Type } from "typebox";
import type { Deps } from "../deps.ts";
import type { App } from "../http/app.ts";
import { renewCaller } from "../identity/identity.ts";
import { authorise, callerOf } from "../identity/request-caller.ts";
import { shownTo } from "./audience.ts";
import type { Change, Feed } from "./feed.ts";

const heartbeatMs = 15_000;
const slowReaderBytes = 1024 * 1024;

/** Server-sent events: names of the bus without prefix and version, only what the caller may read, resumable. */
export function eventRoutes(app: App, deps: Deps & { feed: Feed }): void {
  const open = new Set<() => void>();
  app.addHook("preClose", async () => {
    for (const end of open) end();
  });

  app.get(
    "/events",
    {
      schema: {
        hide: false,
        description: "text/event-stream, resumable by Last-Event-ID",
        querystring: Type.Object({}),
      },
    },
    async (request, reply) => {
      let caller: Caller = callerOf(request);
      authorise(caller, { act: "events.read" });
      const given = request.headers["last-event-id"];
      const from = typeof given === "string" && /^\d{1,15}$/.test(given) ? Number(given) : deps.feed.head();

      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      raw.write(`retry: 2000\nid: ${from}\n\n`);

      let turn: Promise<unknown> = Promise.resolve();
      const hear = (change: Change) => {
        turn = turn.then(
          async () => {
            const shown = await shownTo(deps.db, caller, change);
            if (shown === undefined) return;
            raw.write(`id: ${change.seq}\nevent: ${shown.name}\ndata: ${JSON.stringify(shown.data)}\n\n`);
            if (raw.writableLength > slowReaderBytes) raw.destroy();
          },
          () => raw.destroy(),
        );
      };
      const leave = deps.feed.follow(from, hear);
      const beat = setInterval(() => {
        raw.write(": still here\n\n");
        renewCaller(deps.identity, caller).then(
          (renewed) => {
            if (renewed === undefined || !may(renewed, { act: "events.read" })) raw.end();
            else caller = renewed;
          },
          () => undefined,
        );
      }, heartbeatMs);
      const end = () => raw.end();
      open.add(end);
      raw.on("close", () => {
        clearInterval(beat);
        open.delete(end);
        leave();
      });
    },
  );
}
