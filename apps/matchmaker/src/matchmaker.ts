import { type AnnotateAnswer, AnnotateRequestSchema, CaughtUpSchema, wireSubjects } from "@milango/core/messages";
import { annotate } from "@milango/core/needs/understanding";
import { Value } from "typebox/value";
import { decodeJson, encodeJson } from "./directory/ask-directory.ts";
import { createMatcher } from "./matcher.ts";
import { createTerm, type MatchmakerDeps, type Term } from "./term.ts";

export { type Clock, systemClock } from "./clock.ts";
export type { Log } from "./log.ts";
export type { MatchmakerDeps } from "./term.ts";

const leaseMs = 3000;

export interface Matchmaker {
  /** Stands by, and works as soon as no other one does. */
  start(): Promise<void>;
  /** `preparing` until it can take over at once, then `standing by` or `active`. */
  state(): "preparing" | "standing by" | "active";
  /** Finishes what is under way, publishes what has changed, gives up the lease. */
  stop(): Promise<void>;
}

/**
 * Reads the directory and its changes from the bus, keeps everybody's best partners, publishes each list that changed.
 * Any number may run: the one that holds the lease works, the others stand by.
 */
export function createMatchmaker(deps: MatchmakerDeps): Matchmaker {
  const { bus, thesaurus, log } = deps;
  let term: Term | undefined;
  let isReady = false;
  let close: () => Promise<unknown> = async () => undefined;
  let release: () => Promise<void> = async () => undefined;
  let stopReading: () => Promise<void> = async () => undefined;
  let turn: Promise<void> = Promise.resolve();

  function inTurn(step: () => Promise<void>): void {
    turn = turn
      .then(step)
      .catch((error: unknown) => log.warn("the lease changed hands badly", { error: String(error) }));
  }

  async function begin(): Promise<void> {
    if (term !== undefined) return;
    log.info("active");
    const begun = createTerm(deps);
    term = begun;
    begun.reload();
    const forgetReconnect = bus.onReconnect(() => begun.reload());
    const opened = await Promise.all([
      bus.news.consume("matchmaker", { stream: "record" }, (message) => begun.onNews(message)),
      bus.wire.listen(wireSubjects.outboxAdvanced, (bytes) => {
        const body = decoded(bytes);
        if (Value.Check(CaughtUpSchema, body)) begun.announce(body.seq);
        else log.warn("malformed announcement ignored", { subject: wireSubjects.outboxAdvanced });
      }),
      bus.wire.serve(wireSubjects.preview, (bytes) => begun.preview(bytes)),
    ]);
    close = () => {
      forgetReconnect();
      return Promise.all(opened.map((one) => one.stop()));
    };
  }

  async function finish(options: { readonly publish: boolean }): Promise<void> {
    const ended = term;
    if (ended === undefined) return;
    term = undefined;
    await Promise.all([close(), ended.end(options)]);
    log.info("no longer active");
  }

  return {
    async start() {
      // Turns the thesaurus into its index while standing by: what takes longest when taking over.
      await createMatcher({ actors: [], thesaurus });
      const reading = await bus.wire.serve(wireSubjects.annotate, async (bytes) => {
        const request = decodeJson(bytes);
        if (!Value.Check(AnnotateRequestSchema, request)) throw new Error("The request does not fit its schema");
        const items = annotate(request.text, request.lang, thesaurus).map((found) => ({
          ...found,
          spans: [...found.spans],
        }));
        return encodeJson({ items } satisfies AnnotateAnswer);
      });
      stopReading = () => reading.stop();
      const held = await bus.lease.hold("matchmaker", {
        ttlMs: leaseMs,
        onHeld: () => inTurn(begin),
        onLost: () => inTurn(() => finish({ publish: false })),
      });
      release = () => held.release();
      isReady = true;
    },
    state: () => (term !== undefined ? "active" : isReady ? "standing by" : "preparing"),
    async stop() {
      inTurn(() => finish({ publish: true }));
      await turn;
      await stopReading();
      await release();
    },
  };
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decodeJson(bytes);
  } catch {
    return undefined;
  }
}
