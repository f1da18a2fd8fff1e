import { headers, type NatsConnection, type Subscription } from "@nats-io/transport-node";
import { type Listener, type Wire, WireError } from "../ports.ts";

const failedHeader = "Milango-Failed";

/** `Wire` on core NATS. */
export function createNatsWire(deps: {
  readonly connected: Promise<NatsConnection>;
  readonly usable: () => NatsConnection | undefined;
}): Wire {
  /** Subscribes as soon as there is a connection; subscriptions survive reconnections by themselves. */
  const subscribed = (subscribe: (connection: NatsConnection) => Subscription): Listener => {
    let subscription: Subscription | undefined;
    let stopped = false;
    deps.connected.then(
      (connection) => {
        if (!stopped) subscription = subscribe(connection);
      },
      () => undefined,
    );
    return {
      async stop() {
        stopped = true;
        subscription?.unsubscribe();
      },
    };
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
            if (error === null) handle(message.data, message.subject);
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
            answer(message.data).then(
              (bytes) => message.respond(bytes),
              (failure: unknown) => {
                const said = headers();
                said.set(
                  failedHeader,
                  String(failure)
                    .replaceAll(/[\r\n]+/g, " ")
                    .slice(0, 200),
                );
                message.respond(new Uint8Array(), { headers: said });
              },
            );
          },
        }),
      );
    },
  };
}
