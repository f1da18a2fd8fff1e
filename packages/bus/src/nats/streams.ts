import type { NewsStream } from "@milango/core/messages";
import {
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import type { NatsBusOptions } from "./options.ts";

const dayNanos = 24 * 3600 * 1e9;

/** The subject of what a durable name has set aside. */
export const asideSubject = (durable: string): string => `milango.aside.${durable}`;
export const streamName = (stream: NewsStream): string => `MILANGO_${stream.toUpperCase()}`;

/** The streams on the server: there when they are needed, made when they are missing. */
export interface NatsStreams {
  /** The manager, once the streams are there. */
  prepared(): Promise<JetStreamManager>;
  /** They may have gone: look again before the next use. */
  doubt(): void;
}

export function createNatsStreams(deps: {
  readonly streams: NatsBusOptions["streams"];
  readonly connected: Promise<NatsConnection>;
  /** Streams that had been there had to be made again. */
  readonly onLoss: () => void;
}): NatsStreams {
  const { streams, connected, onLoss } = deps;
  let ready: Promise<JetStreamManager> | undefined;
  let wereThere = false;

  async function prepare(): Promise<JetStreamManager> {
    const manager = await jetstreamManager(await connected, { checkAPI: false });
    let made = false;
    for (const stream of Object.keys(streams) as NewsStream[]) {
      const madeThis = await ensure(
        () => manager.streams.info(streamName(stream)),
        () =>
          manager.streams.add({
            name: streamName(stream),
            subjects: [...streams[stream]],
            retention: RetentionPolicy.Limits,
            storage: StorageType.File,
            max_age: 7 * dayNanos,
            duplicate_window: 120 * 1e9,
          }),
      );
      made ||= madeThis;
    }
    await ensure(
      () => manager.streams.info("MILANGO_ASIDE"),
      () => manager.streams.add({ name: "MILANGO_ASIDE", subjects: [asideSubject(">")], max_msgs: 10_000 }),
    );
    if (made && wereThere) onLoss();
    wereThere = true;
    return manager;
  }

  const doubt = () => {
    ready = undefined;
  };
  return {
    prepared() {
      ready ??= prepare();
      // A failure is not remembered.
      ready.catch(doubt);
      return ready;
    },
    doubt,
  };
}

/** Makes what is missing; true when it had to. Another process may have made it meanwhile, which is as good. */
export async function ensure(find: () => Promise<unknown>, make: () => Promise<unknown>): Promise<boolean> {
  try {
    await find();
    return false;
  } catch (error) {
    // A server that is slow or starting has lost nothing.
    if (!isNotFound(error)) throw error;
  }
  try {
    await make();
  } catch (error) {
    await find().catch(() => {
      throw error;
    });
  }
  return true;
}

function isNotFound(error: unknown): boolean {
  const { StreamNotFound, ConsumerNotFound } = JetStreamApiCodes;
  return error instanceof JetStreamApiError && (error.code === StreamNotFound || error.code === ConsumerNotFound);
}
