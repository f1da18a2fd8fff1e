import type { MessagePort } from "node:worker_threads";
import { type Bus, type Consumer, type Lease, type Listener, type News, type Wire, WireError } from "../ports.ts";
import type { FromHub, ToHub } from "./protocol.ts";

type Done = Omit<Extract<FromHub, { type: "done" }>, "type" | "ref">;

/** A bus over a port of the process's hub; the port may have come from another thread. */
export function connectLocalBus(
  port: MessagePort,
  options: {
    /** Faults one works on through; a warning of the process when left out. */
    readonly onFault?: (fault: string, error: unknown) => void;
  } = {},
): Bus {
  const { onFault = (fault, error) => process.emitWarning(`${fault}: ${error}`) } = options;
  let lastRef = 0;
  let closed = false;
  const answers = new Map<number, (done: Done) => void>();
  const sinks = new Map<number, (message: Exclude<FromHub, { type: "done" }>) => void>();
  /** Messages and questions being handled, by the number of their consumer or server. */
  const underWay = new Map<number, Set<Promise<void>>>();
  /** What stops each consumer, listener and server, and what releases each lease. */
  const working = new Set<() => Promise<void>>();
  const holding = new Set<() => Promise<void>>();

  const tell = (message: ToHub) => port.postMessage(message);
  port.on("message", (message: FromHub) => {
    if (message.type === "done") {
      answers.get(message.ref)?.(message);
      answers.delete(message.ref);
    } else sinks.get(message.ref)?.(message);
  });
  port.on("close", () => {
    closed = true;
    for (const answer of answers.values()) answer(gone);
    answers.clear();
  });
  // A listening port would keep the process alive; whoever serves something else decides how long to live.
  port.unref();

  const done = (ref: number) =>
    new Promise<Done>((resolve) => {
      if (closed) resolve(gone);
      else answers.set(ref, resolve);
    });

  /** Runs a handler, which may throw before it promises anything, and remembers it until it has ended. */
  const run = (ref: number, work: () => Promise<void>) => {
    const all = underWay.get(ref) ?? new Set();
    underWay.set(ref, all);
    const running = work().finally(() => all.delete(running));
    all.add(running);
  };

  const stopper = (ref: number, { among = working, finishFirst = false } = {}): Consumer & Listener => {
    let stopped: Promise<void> | undefined;
    const end = async () => {
      const finished = () => Promise.all(underWay.get(ref) ?? []);
      sinks.delete(ref);
      if (finishFirst) await finished();
      const ended = done(ref);
      tell({ type: "stop", ref });
      await ended;
      await finished();
      underWay.delete(ref);
      among.delete(stop);
    };
    const stop = () => {
      stopped ??= end();
      return stopped;
    };
    among.add(stop);
    return { stop };
  };

  const news: News = {
    async publish(subject, message) {
      const ref = ++lastRef;
      const stored = done(ref);
      tell({ type: "publish", ref, subject, message });
      const { refusal } = await stored;
      if (refusal !== undefined) throw new Error(`News on ${subject} could not be stored: ${refusal.said}`);
    },
    async consume(durable, filter, handle) {
      const ref = ++lastRef;
      sinks.set(ref, (delivery) => {
        if (delivery.type !== "news") return;
        run(ref, async () => {
          try {
            await handle(delivery.message);
            tell({ type: "settle", ref, handled: true });
          } catch (error) {
            tell({ type: "settle", ref, handled: false, error: String(error) });
          }
        });
      });
      tell({ type: "consume", ref, durable, filter });
      // A consumer that leaves in the middle of a message gives it back, so it finishes first.
      return stopper(ref, { finishFirst: true });
    },
  };

  const wire: Wire = {
    send: (subject, bytes) => tell({ type: "send", subject, bytes }),
    async listen(filter, handle, options) {
      const ref = ++lastRef;
      sinks.set(ref, (heard) => {
        if (heard.type !== "wire") return;
        try {
          handle(heard.bytes, heard.subject);
        } catch (error) {
          onFault(`a listener on ${filter} failed`, error);
        }
      });
      const listening = done(ref);
      tell({ type: "listen", ref, filter, ...(options?.queue === undefined ? {} : { queue: options.queue }) });
      await listening;
      return stopper(ref);
    },
    async ask(subject, bytes, { timeoutMs }) {
      const ref = ++lastRef;
      const answered = done(ref);
      tell({ type: "ask", ref, subject, bytes });
      const { promise: late, resolve: giveUp } = Promise.withResolvers<"late">();
      const timer = setTimeout(() => giveUp("late"), timeoutMs);
      const answer = await Promise.race([answered, late]);
      clearTimeout(timer);
      if (answer === "late") {
        answers.delete(ref);
        throw new WireError("timeout", subject);
      }
      if (answer.bytes === undefined)
        throw new WireError(answer.refusal?.reason ?? "failed", subject, answer.refusal?.said);
      return answer.bytes;
    },
    async serve(subject, answer) {
      const ref = ++lastRef;
      sinks.set(ref, (asked) => {
        if (asked.type !== "question") return;
        const { question } = asked;
        run(ref, async () => {
          try {
            tell({ type: "answer", question, bytes: await answer(asked.bytes) });
          } catch (error) {
            tell({ type: "answer", question, error: String(error) });
          }
        });
      });
      const serving = done(ref);
      tell({ type: "serve", ref, subject });
      await serving;
      return stopper(ref);
    },
  };

  const lease: Lease = {
    async hold(name, { onHeld }) {
      const ref = ++lastRef;
      sinks.set(ref, (message) => {
        if (message.type === "held") onHeld();
      });
      tell({ type: "lease", ref, name });
      const { stop } = stopper(ref, { among: holding });
      return { release: stop };
    },
  };

  return {
    news,
    wire,
    lease,
    onReconnect: () => () => undefined,
    async close() {
      await Promise.all([...working].map((stop) => stop()));
      // A right ends after the work that was done under it.
      await Promise.all([...holding].map((release) => release()));
      port.close();
    },
  };
}

/** What everything asked for is answered once the hub cannot be reached any more. */
const gone: Done = { refusal: { reason: "nobody", said: "The bus is closed" } };
