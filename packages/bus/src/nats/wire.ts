import { headers, type NatsConnection, type Subscription } from "@nats-io/transport-node";
import { type Listener, type Wire, WireError } from "../ports.ts";
import type { NatsBusOptions } from "./options.ts";
import { wait } from "./wait.ts";

const failedHeader = "Milango-Failed";
const flushMs = 1_000;

/** `Wire` on core NATS. */
export function createNatsWire(deps: {
  readonly connected: Promise<NatsConnection>;
  readonly usable: () => NatsConnection | undefined;
  readonly onFault: NatsBusOptions["onFault"];
}): Wire & { stop(): Promise<void> } {
  const running = new Set<Listener>();
  const answering = new Set<Promise<void>>();

  /** Subscribes as soon as there is a connection; subscriptions survive reconnections by themselves. */
  const subscribed = async (subscribe: (connection: NatsConnection) => Subscription): Promise<Listener> => {
    let subscription: Subscription | undefined;
    let stopped = false;
    const begun = deps.connected
      .then((connection) => {
        if (!stopped) subscription = subscribe(connection);
      })
      .catch((error: unknown) => deps.onFault("nothing is heard on a closed bus", error));
    const connection = deps.usable();
    if (connection !== undefined) {
      await begun;
      // Others' messages reach us once the server has read the subscription. A server that has just gone reads it
      // when it is back.
      await Promise.race([connection.flush().catch(() => undefined), wait(flushMs)]);
    }
    const listener = {
      async stop() {
        stopped = true;
        running.delete(listener);
        subscription?.unsubscribe();
      },
    };
    running.add(listener);
    return listener;
  };

  const respond = async (answer: () => Promise<Uint8Array>, say: (bytes: Uint8Array, failure?: unknown) => void) => {
    try {
      say(await answer());
    } catch (failure) {
      say(new Uint8Array(), failure);
    }
  };

  return {
    send(subject, bytes) {
      deps.usable()?.publish(subject, bytes);
    },
    async listen(filter, handle, options) {
      return subscribed((connection) =>
        connection.subscribe(filter, {
          ...(options?.queue === undefined ? {} : { queue: options.queue }),
          callback: (error, message) => {
            if (error !== null) return;
            try {
              handle(message.data, message.subject);
            } catch (failure) {
              // What leaves a callback ends the reading of the whole connection, without a word.
              deps.onFault(`a listener on ${filter} failed`, failure);
            }
          },
        }),
      );
    },
    async ask(subject, bytes, { timeoutMs }) {
      const connection = deps.usable();
      if (connection === undefined) throw new WireError("nobody", subject);
      const answer = await connection.request(subject, bytes, { timeout: timeoutMs }).catch((error: unknown) => {
        const nobody = error instanceof Error && /no responders/i.test(`${error.name} ${error.message}`);
        throw new WireError(nobody ? "nobody" : "timeout", subject, error);
      });
      if (answer.headers?.has(failedHeader)) throw new WireError("failed", subject, answer.headers.get(failedHeader));
      return answer.data;
    },
    async serve(subject, answer) {
      return subscribed((connection) =>
        connection.subscribe(subject, {
          queue: "serve",
          callback: (error, message) => {
            if (error !== null) return;
            const answered = respond(
              async () => answer(message.data),
              (bytes, failure) => message.respond(bytes, failure === undefined ? {} : { headers: failed(failure) }),
            )
              .catch((failure: unknown) => deps.onFault(`an answer at ${subject} could not be sent`, failure))
              .finally(() => answering.delete(answered));
            answering.add(answered);
          },
        }),
      );
    },
    async stop() {
      await Promise.all([...running].map((listener) => listener.stop()));
      await Promise.all(answering);
    },
  };
}

/** A header cannot hold a line break. */
function failed(failure: unknown) {
  const said = headers();
  said.set(
    failedHeader,
    String(failure)
      .replaceAll(/[\r\n]+/g, " ")
      .slice(0, 200),
  );
  return said;
}
