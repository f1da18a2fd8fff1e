import type { Bus } from "@milango/bus";
import type { MatchActor } from "@milango/core/matching";
import { wireSubjects } from "@milango/core/messages";
import { decodeJson, encodeJson } from "../directory/ask-directory.ts";

interface Row {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly subject: string;
  readonly body: unknown;
}

/** A gateway that has a directory and an outbox, and answers for them over the fake bus. */
export function createFakeGateway(fake: { readonly bus: Bus }) {
  const actors = new Map<string, unknown>();
  const outbox: Row[] = [];
  let seq = 0;
  const asked = { snapshot: 0, since: 0 };

  async function open(): Promise<void> {
    await fake.bus.wire.serve(wireSubjects.snapshot, async (bytes) => {
      asked.snapshot += 1;
      const request = decodeJson(bytes);
      const after = typeof request === "object" && request !== null && "after" in request ? String(request.after) : "";
      // Two actors a page, so that paging is always walked.
      const ids = [...actors.keys()].sort().filter((id) => id > after);
      const page = ids.slice(0, 2);
      const next = ids.length > 2 ? { next: page.at(-1) } : {};
      return encodeJson({ seq, actors: page.map((id) => actors.get(id)), ...next });
    });
    await fake.bus.wire.serve(wireSubjects.since, async (bytes) => {
      asked.since += 1;
      const request = decodeJson(bytes);
      const from = typeof request === "object" && request !== null && "seq" in request ? Number(request.seq) : 0;
      const messages = outbox.filter((row) => row.seq > from);
      const complete = from >= seq || outbox[0]?.seq === undefined || outbox[0].seq <= from + 1;
      return encodeJson({
        complete: complete && (from >= seq || outbox.length > 0),
        messages: messages.slice(0, 3),
        head: seq,
      });
    });
  }

  return {
    open,
    asked,
    outbox,
    put: (actor: MatchActor) => actors.set(actor.id, actor),
    /** Something in the directory that is no actor. */
    putBroken: (id: string) => actors.set(id, { id, territory: 7 }),
    /** Numbers a change and keeps it in the outbox. */
    record(subject: string, body: unknown): Row {
      seq += 1;
      const row = { id: `change-${seq}`, seq, at: "2026-11-02T10:00:00Z", subject, body };
      outbox.push(row);
      return row;
    },
    changed: (actor: MatchActor): readonly [string, unknown] => {
      actors.set(actor.id, actor);
      return ["milango.actors.changed.v1", { actorId: actor.id, actor }];
    },
  };
}
