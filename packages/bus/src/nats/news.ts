import type { NewsStream } from "@milango/core/messages";
import {
  AckPolicy,
  type ConsumerMessages,
  DeliverPolicy,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { maxAttempts, type News, type NewsFilter, type NewsMessage, type Received, retryDelaysMs } from "../ports.ts";
import { streamOf } from "../subject.ts";
import type { NatsBusOptions } from "./options.ts";

const dayNanos = 24 * 3600 * 1e9;
const asideStream = "MILANGO_ASIDE";
const pauseMs = 500;

interface NewsDeps extends NatsBusOptions {
  readonly connected: Promise<NatsConnection>;
  readonly usable: () => NatsConnection | undefined;
  /** A stream or consumer had vanished and was made again: messages may be gone. */
  readonly onLoss: () => void;
}

/** `News` on JetStream: one file-backed stream a kind of news, seven days, one pull consumer a durable name. */
export function createNatsNews(deps: NewsDeps): News & { stop(): Promise<void> } {
  const { streams, connected } = deps;
  const running = new Set<{ stop(): Promise<void> }>();
  const nameOf = (stream: NewsStream) => `MILANGO_${stream.toUpperCase()}`;

  async function ensureStreams(manager: JetStreamManager): Promise<void> {
    for (const stream of Object.keys(streams) as NewsStream[]) {
      await ensure(
        () => manager.streams.info(nameOf(stream)),
        () =>
          manager.streams.add({
            name: nameOf(stream),
            subjects: [...streams[stream]],
            retention: RetentionPolicy.Limits,
            storage: StorageType.File,
            max_age: 7 * dayNanos,
            duplicate_window: 120 * 1e9,
          }),
      );
    }
    await ensure(
      () => manager.streams.info(asideStream),
      () => manager.streams.add({ name: asideStream, subjects: ["milango.aside.>"], max_msgs: 10_000 }),
    );
  }

  let ready: Promise<JetStreamManager> | undefined;
  /** The manager, once the streams are there; a failure is not remembered. */
  function prepared(): Promise<JetStreamManager> {
    ready ??= connected
      .then((connection) => jetstreamManager(connection, { checkAPI: false }))
      .then(async (manager) => {
        await ensureStreams(manager);
        return manager;
      });
    ready.catch(() => {
      ready = undefined;
    });
    return ready;
  }

  async function publish(subject: string, message: NewsMessage): Promise<void> {
    streamOf(streams, subject);
    const connection = deps.usable();
    if (connection === undefined) throw new Error("NATS is not connected");
    await prepared();
    const put = () =>
      jetstream(connection).publish(subject, JSON.stringify(message), { msgID: message.id, timeout: 3_000 });
    try {
      await put();
    } catch {
      // The stream may have been wiped behind our back: make it again and try once more.
      ready = undefined;
      await prepared();
      await put();
    }
  }

  async function handleOne(durable: string, delivery: JsMsg, handle: (message: Received) => Promise<void>) {
    let message: Received;
    try {
      const { id, seq, at, body } = delivery.json<NewsMessage>();
      message = { id, seq, at, body, subject: delivery.subject, attempt: delivery.info.deliveryCount };
    } catch (error) {
      const unread: Received = {
        id: "",
        seq: 0,
        at: "",
        body: delivery.string(),
        subject: delivery.subject,
        attempt: 1,
      };
      await setAside(durable, unread, error);
      delivery.term();
      return;
    }
    try {
      await handle(message);
      delivery.ack();
    } catch (error) {
      if (message.attempt >= maxAttempts) {
        await setAside(durable, message, error);
        delivery.term();
      } else delivery.nak(retryDelaysMs[message.attempt - 1] ?? 0);
    }
  }

  async function setAside(durable: string, message: Received, error: unknown) {
    deps.onSetAside({ durable, message, error });
    const connection = deps.usable();
    const kept = JSON.stringify({ message, error: String(error) });
    await (connection && jetstream(connection).publish(`milango.aside.${durable}`, kept))?.catch(() => undefined);
  }

  async function open(durable: string, filter: NewsFilter): Promise<{ messages: ConsumerMessages; madeAnew: boolean }> {
    const manager = await prepared();
    const connection = await connected;
    const stream = nameOf(filter.stream);
    const madeAnew = await ensure(
      () => manager.consumers.info(stream, durable),
      () =>
        manager.consumers.add(stream, {
          durable_name: durable,
          ack_policy: AckPolicy.Explicit,
          deliver_policy: DeliverPolicy.All,
          max_deliver: maxAttempts + 1,
          ack_wait: 30 * 1e9,
          ...(filter.subject === undefined ? {} : { filter_subject: filter.subject }),
        }),
    );
    const consumer = await jetstream(connection).consumers.get(stream, durable);
    const messages = await consumer.consume({
      max_messages: 256,
      idle_heartbeat: 1_000,
      abort_on_missing_resource: true,
    });
    return { messages, madeAnew };
  }

  return {
    publish,
    async consume(durable, filter, handle) {
      let stopped = false;
      let current: ConsumerMessages | undefined;
      let first = true;
      const loop = async () => {
        while (!stopped) {
          try {
            const { messages, madeAnew } = await open(durable, filter);
            current = messages;
            if (madeAnew && !first) deps.onLoss();
            first = false;
            for await (const delivery of messages) {
              await handleOne(durable, delivery, handle);
              if (stopped) break;
            }
          } catch (error) {
            if (!stopped) deps.onFault(`news for ${durable} are interrupted; trying again`, error);
          }
          ready = undefined;
          if (!stopped) await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
      };
      const ended = loop();
      const consumer = {
        async stop() {
          stopped = true;
          running.delete(consumer);
          await Promise.race([current?.close(), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
          await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
        },
      };
      running.add(consumer);
      return consumer;
    },
    async stop() {
      await Promise.all([...running].map((consumer) => consumer.stop()));
    },
  };
}

/** Makes what is missing; true when it had to. Another process may have made it meanwhile, which is as good. */
async function ensure(find: () => Promise<unknown>, make: () => Promise<unknown>): Promise<boolean> {
  try {
    await find();
    return false;
  } catch {
    try {
      await make();
    } catch (error) {
      await find().catch(() => {
        throw error;
      });
    }
    return true;
  }
}
