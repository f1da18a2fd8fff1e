import type { MessagePort } from "node:worker_threads";
import { type Bus, type Consumer, type Lease, type Listener, type News, type Wire, WireError } from "../ports.ts";
import type { FromHub, ToHub } from "./protocol.ts";

/** A bus over a port of the process's hub; the port may have come from another thread. */
export function connectLocalBus(port: MessagePort): Bus {
  let lastRef = 0;
  const answers = new Map<number, (message: Extract<FromHub, { type: "done" }>) => void>();
  const sinks = new Map<number, (message: Exclude<FromHub, { type: "done" }>) => void>();
  const underWay = new Map<number, Promise<void>>();

  const tell = (message: ToHub) => port.postMessage(message);
  port.on("message", (message: FromHub) => {
    if (message.type === "done") {
      answers.get(message.ref)?.(message);
      answers.delete(message.ref);
    } else sinks.get(message.ref)?.(message);
  });
  // A listening port would keep the process alive; whoever serves something else decides how long to live.
  port.unref();

  const done = (ref: number) =>
    new Promise<Extract<FromHub, { type: "done" }>>((resolve) => {
      answers.set(ref, resolve);
    });

  const stopper = (ref: number): Consumer & Listener => ({
    async stop() {
      const stopped = done(ref);
      sinks.delete(ref);
      await underWay.get(ref);
      tell({ type: "stop", ref });
      await stopped;
    },
  });

  const news: News = {
    async publish(subject, message) {
      const ref = ++lastRef;
      const stored = done(ref);
      tell({ type: "publish", ref, subject, message });
      await stored;
    },
    async consume(durable, filter, handle) {
      const ref = ++lastRef;
      sinks.set(ref, (delivery) => {
        if (delivery.type !== "news") return;
        const handled = handle(delivery.message).then(
          () => tell({ type: "settle", ref, handled: true }),
          (error: unknown) => tell({ type: "settle", ref, handled: false, error: String(error) }),
        );
        underWay.set(ref, handled);
      });
      tell({ type: "consume", ref, durable, filter });
      return stopper(ref);
    },
  };

  const wire: Wire = {
    send: (subject, bytes) => tell({ type: "send", subject, bytes }),
    async listen(filter, handle, options) {
      const ref = ++lastRef;
      sinks.set(ref, (heard) => {
        if (heard.type === "wire") handle(heard.bytes, heard.subject);
      });
      tell({ type: "listen", ref, filter, ...(options?.queue === undefined ? {} : { queue: options.queue }) });
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
      if (answer.bytes === undefined) throw new WireError(answer.error ?? "failed", subject);
      return answer.bytes;
    },
    async serve(subject, answer) {
      const ref = ++lastRef;
      sinks.set(ref, (asked) => {
        if (asked.type !== "question") return;
        const { question } = asked;
        answer(asked.bytes).then(
          (bytes) => tell({ type: "answer", question, bytes }),
          (error: unknown) => tell({ type: "answer", question, error: String(error) }),
        );
      });
      tell({ type: "serve", ref, subject });
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
      const { stop } = stopper(ref);
      return { release: stop };
    },
  };

  return {
    news,
    wire,
    lease,
    onReconnect: () => () => undefined,
    async close() {
      await Promise.all(underWay.values());
      port.close();
    },
  };
}
