import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { NewsStream } from "@milango/core/messages";
import type { Received, SetAside } from "../ports.ts";
import { fitsFilter, streamOf } from "../subject.ts";
import { createDurable, type Durable } from "./durable.ts";
import type { FromHub, ToHub } from "./protocol.ts";

/** The most messages kept for a durable that has not come yet. */
const backlogLimit = 10_000;

/** The meeting point of one process: every thread connects by a port of its own. */
export interface LocalHub {
  /** A new port into the hub; hand it to `connectLocalBus`, in this thread or (transferred) in a worker. */
  port(): MessagePort;
  close(): void;
}

interface Stream {
  readonly backlog: Received[];
  readonly seen: Set<string>;
  readonly durables: Map<string, Durable>;
}
interface Ear {
  readonly filter: string;
  readonly queue: string | undefined;
  readonly hear: (subject: string, bytes: Uint8Array) => void;
}
interface Server {
  readonly subject: string;
  readonly ask: (question: number, bytes: Uint8Array) => void;
}

/**
 * News and wire inside one process. Nothing outlives the process: the record in the database does, and the matchmaker
 * reads it anew at its start.
 */
export function createLocalHub(
  streams: { readonly [Name in NewsStream]: readonly string[] },
  options: { readonly onSetAside: (aside: SetAside) => void },
): LocalHub {
  const news = new Map<NewsStream, Stream>();
  const ears = new Set<Ear>();
  const servers = new Set<Server>();
  const questions = new Map<number, (answer: Omit<Extract<FromHub, { type: "done" }>, "type" | "ref">) => void>();
  const leases = new Map<string, (() => void)[]>();
  const ports = new Set<MessagePort>();
  const turns = new Map<string, number>();
  let lastQuestion = 0;

  /** Each of a group in turn; a group counts by itself, else two groups in step would always meet the same one. */
  const nextOf = <Member>(group: readonly Member[], name: string): Member | undefined => {
    if (group.length === 0) return undefined;
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    return group[turn % group.length];
  };

  const streamNamed = (name: NewsStream): Stream => {
    let stream = news.get(name);
    if (stream === undefined) {
      stream = { backlog: [], seen: new Set(), durables: new Map() };
      news.set(name, stream);
    }
    return stream;
  };

  const publish = (message: Received) => {
    const stream = streamNamed(streamOf(streams, message.subject));
    if (stream.seen.has(message.id)) return;
    stream.seen.add(message.id);
    stream.backlog.push(message);
    if (stream.backlog.length > backlogLimit) {
      const oldest = stream.backlog.shift();
      if (oldest !== undefined) stream.seen.delete(oldest.id);
    }
    for (const durable of stream.durables.values()) durable.offer(message);
  };

  const consume = (name: string, filter: Extract<ToHub, { type: "consume" }>["filter"]): Durable => {
    const stream = streamNamed(filter.stream);
    let durable = stream.durables.get(name);
    if (durable === undefined) {
      durable = createDurable(name, filter, options);
      stream.durables.set(name, durable);
      for (const message of stream.backlog) durable.offer(message);
    }
    return durable;
  };

  const send = (subject: string, bytes: Uint8Array) => {
    const queues = new Map<string, Ear[]>();
    for (const ear of ears) {
      if (!fitsFilter(subject, ear.filter)) continue;
      if (ear.queue === undefined) ear.hear(subject, bytes);
      else queues.set(ear.queue, [...(queues.get(ear.queue) ?? []), ear]);
    }
    for (const [queue, group] of queues) nextOf(group, `queue ${queue}`)?.hear(subject, bytes);
  };

  /** Serves one connection; what it opened is closed with it. */
  const accept = (port: MessagePort) => {
    const open = new Map<number, { stop: () => void; settle?: (handled: boolean, error?: string) => void }>();
    const tell = (message: FromHub) => port.postMessage(message);

    const handlers: { [Type in ToHub["type"]]: (message: Extract<ToHub, { type: Type }>) => void } = {
      publish({ ref, subject, message }) {
        try {
          publish({ ...message, subject, attempt: 1 });
          tell({ type: "done", ref });
        } catch (error) {
          tell({ type: "done", ref, refusal: { reason: "failed", said: String(error) } });
        }
      },
      consume({ ref, durable, filter }) {
        const seat = consume(durable, filter).sit((message) => tell({ type: "news", ref, message }));
        open.set(ref, { stop: seat.leave, settle: seat.settle });
      },
      settle: ({ ref, handled, error }) => open.get(ref)?.settle?.(handled, error),
      send: ({ subject, bytes }) => send(subject, bytes),
      listen({ ref, filter, queue }) {
        const ear: Ear = { filter, queue, hear: (subject, bytes) => tell({ type: "wire", ref, subject, bytes }) };
        ears.add(ear);
        open.set(ref, { stop: () => ears.delete(ear) });
        tell({ type: "done", ref });
      },
      ask({ ref, subject, bytes }) {
        const able = [...servers].filter((server) => server.subject === subject);
        const server = nextOf(able, `servers of ${subject}`);
        if (server === undefined) {
          tell({ type: "done", ref, refusal: { reason: "nobody", said: "Nobody serves it" } });
          return;
        }
        const question = ++lastQuestion;
        questions.set(question, (answer) => tell({ type: "done", ref, ...answer }));
        server.ask(question, bytes);
      },
      serve({ ref, subject }) {
        const server: Server = {
          subject,
          ask: (question, bytes) => tell({ type: "question", ref, question, bytes }),
        };
        servers.add(server);
        open.set(ref, { stop: () => servers.delete(server) });
        tell({ type: "done", ref });
      },
      answer({ question, bytes, error }) {
        questions.get(question)?.(
          bytes === undefined ? { refusal: { reason: "failed", said: error ?? "No answer" } } : { bytes },
        );
        questions.delete(question);
      },
      lease({ ref, name }) {
        const line = leases.get(name) ?? [];
        const held = () => tell({ type: "held", ref });
        line.push(held);
        leases.set(name, line);
        if (line[0] === held) held();
        open.set(ref, {
          stop() {
            const wasFirst = line[0] === held;
            line.splice(line.indexOf(held), 1);
            if (wasFirst) line[0]?.();
          },
        });
      },
      stop({ ref }) {
        open.get(ref)?.stop();
        open.delete(ref);
        tell({ type: "done", ref });
      },
    };

    port.on("message", (message: ToHub) => (handlers[message.type] as (message: ToHub) => void)(message));
    port.on("close", () => {
      ports.delete(port);
      for (const each of open.values()) each.stop();
      open.clear();
    });
    port.unref();
    ports.add(port);
  };

  return {
    port() {
      const { port1, port2 } = new MessageChannel();
      accept(port1);
      return port2;
    },
    close() {
      for (const port of ports) port.close();
    },
  };
}
