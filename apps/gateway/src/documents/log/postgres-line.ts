import pg from "pg";

/** One connection of the log's own, made again when it broke. What fails on it may be tried on the next. */
export interface PostgresLine {
  client(): Promise<pg.Client>;
  /** The connection is in doubt: it is not used again. */
  drop(): void;
  close(): Promise<void>;
}

/** The most a statement of the log may take before the line counts as dead, in ms. */
const queryMs = 15_000;

export function createPostgresLine(url: string, name: string): PostgresLine {
  let current: Promise<pg.Client> | undefined;
  let closed = false;

  const connect = (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: url,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: queryMs,
      // One plan for a statement that differs in its arrays only; no compiling of what runs a thousand times a second.
      options: "-c plan_cache_mode=force_generic_plan -c jit=off",
    });
    const connecting = client.connect().then(() => client);
    const gone = () => {
      if (current === connecting) current = undefined;
    };
    client.on("error", gone);
    client.on("end", gone);
    connecting.catch(gone);
    return connecting;
  };

  const drop = () => {
    const dropped = current;
    current = undefined;
    dropped?.then(
      (client) => client.end().catch(() => undefined),
      () => undefined,
    );
  };

  return {
    client() {
      if (closed) return Promise.reject(new Error("The log is closed"));
      current ??= connect();
      return current;
    },
    drop,
    async close() {
      closed = true;
      const last = current;
      current = undefined;
      await last?.then(
        (client) => client.end(),
        () => undefined,
      );
    },
  };
}
