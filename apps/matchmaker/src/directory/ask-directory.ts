import type { Wire } from "@milango/bus";
import type { ActorId } from "@milango/core/identity";
import { type MatchActor, MatchActorSchema } from "@milango/core/matching";
import { type SincePage, SincePageSchema, wireSubjects } from "@milango/core/messages";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Log } from "../log.ts";

const askTimeoutMs = 5000;
const actorsPerPage = 200;
const changesPerPage = 500;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** JSON over UTF-8, as everything on the wire. */
export const encodeJson = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));
export const decodeJson = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes));

/** A page around its actors, which are checked one by one: a bad one must not hold up the others. */
const LoosePageSchema = Type.Object({
  seq: Type.Integer(),
  actors: Type.Array(Type.Unknown()),
  next: Type.Optional(Type.String()),
});

/** The whole directory, and the number of the last change that every page of it holds. */
export interface Snapshot {
  readonly seq: number;
  readonly actors: Map<ActorId, MatchActor>;
}

/** Takes the directory page by page. Throws when a gateway does not answer, or not in the agreed form. */
export async function askSnapshot(wire: Wire, log: Log): Promise<Snapshot> {
  const actors = new Map<ActorId, MatchActor>();
  let seq = Number.POSITIVE_INFINITY;
  let after: string | undefined;
  do {
    const request = { limit: actorsPerPage, ...(after === undefined ? {} : { after }) };
    const page = decodeJson(await wire.ask(wireSubjects.snapshot, encodeJson(request), { timeoutMs: askTimeoutMs }));
    if (!Value.Check(LoosePageSchema, page)) throw new Error("The directory's page does not fit its schema");
    seq = Math.min(seq, page.seq);
    for (const actor of page.actors) {
      if (Value.Check(MatchActorSchema, actor)) actors.set(actor.id, actor);
      else log.warn("an actor of the directory is malformed and left out", { error: firstError(actor) });
    }
    if (page.next !== undefined && page.next === after) throw new Error("The directory's pages do not advance");
    after = page.next;
  } while (after !== undefined);
  return { seq, actors };
}

/** The changes after `seq`, as many as one page holds. */
export async function askSince(wire: Wire, seq: number): Promise<SincePage> {
  const request = encodeJson({ seq, limit: changesPerPage });
  const page = decodeJson(await wire.ask(wireSubjects.since, request, { timeoutMs: askTimeoutMs }));
  if (!Value.Check(SincePageSchema, page)) throw new Error("The changes since a number do not fit their schema");
  return page;
}

function firstError(actor: unknown): string {
  const [first] = Value.Errors(MatchActorSchema, actor);
  return `${first?.instancePath ?? "/"} ${first?.message ?? ""}`;
}
