import { type Bus, connectLocalBus, createLocalHub, type LocalHub } from "@milango/bus";
import { newsStreams } from "@milango/core/messages";
import { readSettings } from "../config.ts";
import { type Database, type DatabasePlace, type Db, openDatabase } from "../database/open-database.ts";
import { type Gateway, startGateway } from "../gateway.ts";
import { loadThesaurus } from "../load-thesaurus.ts";

export const rootKey = "root-key-for-tests-root-key-for-tests";

/** The same for gateways side by side, as in an installation. */
const secret = "a-secret-of-tests-a-secret-of-tests-a-secret";

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the gateway answered
  readonly body: any;
  readonly headers: Headers;
}

export interface TestGateway {
  readonly gateway: Gateway;
  readonly bus: Bus;
  readonly hub: LocalHub;
  readonly database: Database;
  /** The record itself, to arrange what no request can, and to see what a request left behind. */
  readonly db: Db;
  readonly problems: string[];
  /** A request as the root key, or as `as` says; the body is sent as JSON, a string as it is. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Headers of a fresh session of one of the demo's volunteers. */
  enter(persona: "saint-martin" | "costa-rica"): Promise<{ cookie: string }>;
  close(): Promise<void>;
}

/**
 * A whole gateway with the demo network, on a record of its own; or another one beside `beside`, on the same record and
 * the same bus, which is closed before it.
 */
export async function startTestGateway(place: DatabasePlace | { readonly beside: TestGateway }): Promise<TestGateway> {
  const problems: string[] = [];
  const say = (message: string, facts?: unknown) => problems.push(`${message} ${JSON.stringify(facts ?? {})}`);
  const log = { info: () => undefined, warn: say, error: say };
  const beside = "beside" in place ? place.beside : undefined;
  const hub =
    beside?.hub ??
    createLocalHub(newsStreams, { onSetAside: ({ message }) => say("set aside", { subject: message.subject }) });
  const bus = connectLocalBus(hub.port());
  const database = "beside" in place ? place.beside.database : await openDatabase(place);
  const gateway = await startGateway({
    settings: readSettings({ PORT: "0", MILANGO_DEMO: "1", MILANGO_ROOT_KEY: rootKey, MILANGO_SECRET: secret }),
    database,
    bus,
    thesaurus: await loadThesaurus(),
    clock: { now: () => Date.now() },
    log,
    webRoot: undefined,
  });

  const ask: TestGateway["ask"] = async (method, path, body, headers = { authorization: `Bearer ${rootKey}` }) => {
    const response = await fetch(`${gateway.url}/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text), headers: response.headers };
  };

  return {
    gateway,
    bus,
    hub,
    database,
    db: database.db,
    problems,
    ask,
    async enter(persona) {
      const { headers } = await ask("POST", "/identity/demo-sessions", { persona }, {});
      return {
        cookie: headers
          .getSetCookie()
          .map((each) => each.split(";")[0])
          .join("; "),
      };
    },
    async close() {
      await gateway.close();
      await bus.close();
      if (beside !== undefined) return;
      hub.close();
      await database.close();
    },
  };
}
