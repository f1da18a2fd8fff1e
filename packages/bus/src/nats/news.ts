import {
  AckPolicy,
  type ConsumerMessages,
  DeliverPolicy,
  type JsMsg,
  jetstream,
  type Consumer as PullConsumer,
} from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { maxAttempts, type News, type NewsFilter, type NewsMessage, type Received, retryDelaysMs } from "../ports.ts";
import { streamOf } from "../subject.ts";
import type { NatsBusOptions } from "./options.ts";
import { asideSubject, createNatsStreams, ensure, streamName } from "./streams.ts";
import { wait } from "./wait.ts";

const pauseMs = 500;
/**
 * How long one request for a message stands. Not as long as a retry waits: nats-server 2.9 counts a redelivery in the
 * moment a request ends, and forgets both.
 */
const requestMs = 10_000;
/** A delivery may be lost on its way and is counted all the same; this many are no accident. */
const maxDeliveries = 2 * maxAttempts;

interface NewsDeps extends NatsBusOptions {
  readonly connected: Promise<NatsConnection>;
  readonly usable: () => NatsConnection | undefined;
  /** A stream or consumer had vanished and was made again: messages may be gone. */
  readonly onLoss: () => void;
}

/** `News` on JetStream: one file-backed stream a kind of news, seven days, one pull consumer a durable name. */
export function createNatsNews(deps: NewsDeps): News & { stop(): Promise<void> } {
  const { streams, connected, ackWaitMs = 30_000 } = deps;
  const { prepared, doubt } = createNatsStreams(deps);
  const running = new Set<{ stop(): Promise<void> }>();

  async function publish(subject: string, message: NewsMessage): Promise<void> {
    streamOf(streams, subject);
    const connection = deps.usable();
    if (connection === undefined) throw new Error("NATS is not connected");
    await prepared();
    const put = () =>
      jetstream(connection).publish(subject, JSON.stringify(message), { msgID: message.id, timeout: 3_000 });
    try {
      await put();
    } catch (error) {
      if (deps.usable() === undefined) throw error;
      // The stream may have been wiped behind our back: make it again and try once more.
      doubt();
      await prepared();
      await put();
    }
  }

  /** Resolves when the message is acknowledged, refused or set aside. */
  async function handleOne(durable: string, delivery: JsMsg, handle: (message: Received) => Promise<void>) {
    const { subject, info } = delivery;
    let message: Received;
    try {
      const { id, seq, at, body } = delivery.json<NewsMessage>();
      message = { id, seq, at, body, subject, attempt: info.deliveryCount };
    } catch (error) {
      await setAside(durable, { id: "", seq: 0, at: "", body: delivery.string(), subject, attempt: 1 }, error);
      delivery.term();
      return;
    }
    // Without a word for so long the server would give the message to another.
    const sign = setInterval(() => delivery.working(), ackWaitMs / 3);
    try {
      // Whoever dies of a message cannot say so.
      if (message.attempt > maxDeliveries) throw new Error("Nobody who had the message came to its end");
      await handle(message);
      delivery.ack();
    } catch (error) {
      if (message.attempt >= maxAttempts) {
        await setAside(durable, message, error);
        delivery.term();
      } else delivery.nak(retryDelaysMs[message.attempt - 1] ?? 0);
    } finally {
      clearInterval(sign);
    }
  }

  async function setAside(durable: string, message: Received, error: unknown) {
    deps.onSetAside({ durable, message, error });
    const connection = deps.usable();
    const kept = JSON.stringify({ message, error: String(error) });
    await (connection && jetstream(connection).publish(asideSubject(durable), kept))?.catch(() => undefined);
  }

  async function open(durable: string, filter: NewsFilter): Promise<{ consumer: PullConsumer; madeAnew: boolean }> {
    const manager = await prepared();
    const connection = await connected;
    const stream = streamName(filter.stream);
    const madeAnew = await ensure(
      () => manager.consumers.info(stream, durable),
      () =>
        manager.consumers.add(stream, {
          durable_name: durable,
          ack_policy: AckPolicy.Explicit,
          deliver_policy: DeliverPolicy.All,
          // We count ourselves: what the server stops delivering would be lost without a word.
          max_deliver: -1,
          ack_wait: ackWaitMs * 1e6,
          ...(filter.subject === undefined ? {} : { filter_subject: filter.subject }),
        }),
    );
    return { consumer: await jetstream(connection).consumers.get(stream, durable), madeAnew };
  }

  return {
    publish,
    async consume(durable, filter, handle) {
      let stopped = false;
      let request: ConsumerMessages | undefined;
      let underWay: Promise<void> | undefined;
      let first = true;

      /** One message. What is fetched ahead would wait behind a slow one, out of others' reach, and come out of order. */
      const takeOne = async (consumer: PullConsumer) => {
        request = await consumer.fetch({ max_messages: 1, expires: requestMs, idle_heartbeat: 1_000 });
        if (stopped) void request.close();
        for await (const delivery of request) {
          if (stopped) {
            delivery.nak();
            continue;
          }
          underWay = handleOne(durable, delivery, handle);
          await underWay;
        }
      };
      const loop = async () => {
        while (!stopped) {
          try {
            const { consumer, madeAnew } = await open(durable, filter);
            if (madeAnew && !first) deps.onLoss();
            first = false;
            while (!stopped) await takeOne(consumer);
          } catch (error) {
            if (!stopped) deps.onFault(`news for ${durable} are interrupted; trying again`, error);
          }
          doubt();
          if (!stopped) await wait(pauseMs);
        }
      };
      const ended = loop();

      const consumer = {
        async stop() {
          stopped = true;
          running.delete(consumer);
          void request?.close();
          await underWay;
          // What else it is at may be waiting for a server that is away, and takes no message any more.
          await Promise.race([ended, wait(1_000)]);
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
