import { createHmac, randomBytes } from "node:crypto";
import { type Bus, connectLocalBus, createLocalHub, type LocalHub } from "@milango/bus";
import type { PersonId, Role } from "@milango/core/identity";
import { newsStreams } from "@milango/core/messages";
import { readSettings } from "../config.ts";
import { type Database, type DatabasePlace, type Db, openDatabase } from "../database/open-database.ts";
import { type Gateway, startGateway } from "../gateway.ts";
import { loadThesaurus } from "../load-thesaurus.ts";
import { columnsOf } from "../members/places.ts";
import { newId } from "../new-id.ts";

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
  /** A new person who holds these roles, and headers of a session of theirs. */
  enterAs(person: {
    email: string;
    name?: string;
    roles?: readonly Role[];
    guest?: boolean;
  }): Promise<{ id: PersonId; headers: { cookie: string } }>;
  close(): Promise<void>;
}

/**
 * A whole gateway with the demo network, on a record of its own; or another one beside `beside`, on the same record and
 * the same bus, which is closed before it.
 */
export async function startTestGateway(
  place: DatabasePlace | { readonly beside: TestGateway },
  more: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
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
    settings: readSettings({
      PORT: "0",
      MILANGO_DEMO: "1",
      MILANGO_ROOT_KEY: rootKey,
      MILANGO_SECRET: secret,
      ...more,
    }),
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
    async enterAs({ email, name = email, roles = [], guest = false }) {
      const id = newId() as PersonId;
      const now = new Date();
      await database.db
        .insertInto("people")
        .values({
          id,
          name,
          email,
          email_verified: true,
          image: null,
          language: "fr",
          territory: null,
          guest,
          updated_at: now,
        })
        .execute();
      for (const role of roles)
        await database.db
          .insertInto("memberships")
          .values({ id: newId(), person_id: id, ...columnsOf(role) })
          .execute();
      const token = randomBytes(24).toString("base64url");
      const expires_at = new Date(now.getTime() + 24 * 3600_000);
      await database.db
        .insertInto("sessions")
        .values({ id: newId(), token, person_id: id, expires_at, ip_address: null, user_agent: null, updated_at: now })
        .execute();
      const signature = createHmac("sha256", secret).update(token).digest("base64");
      return { id, headers: { cookie: `milango.session_token=${encodeURIComponent(`${token}.${signature}`)}` } };
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
