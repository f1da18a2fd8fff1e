import { randomInt } from "node:crypto";
import type { DocumentId } from "@milango/core/identity";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { DatabasePlace } from "../../database/open-database.ts";
import { rootKey, startTestGateway, type TestGateway } from "../../testing/start-test-gateway.ts";
import { ProtocolClient } from "./protocol-client.ts";

/** What the suites of the protocol's chapters are given. */
export interface ProtocolTest {
  readonly first: TestGateway;
  /** Another gateway on the same record and bus. */
  readonly second: TestGateway;
  /** One more of them, which the test stops itself. */
  beside(): Promise<TestGateway>;
  /** A workshop's documents, anew for each call. */
  documents(): Promise<{ workshop: string; agenda: DocumentId; notes: DocumentId }>;
  url(id: string, gateway?: TestGateway, ticket?: string): string;
  /** Opens a document, as the root key when nothing else is said. */
  open(id: string, options?: Parameters<typeof connect>[2]): ProtocolClient;
  session(persona: "saint-martin" | "costa-rica"): Promise<{ cookie: string }>;
  /** The document as somebody sees who opens it now. */
  read(id: DocumentId): Promise<Y.Doc>;
}

export const asRoot = { authorization: `Bearer ${rootKey}` };

function connect(
  test: ProtocolTest,
  id: string,
  options: { gateway?: TestGateway; headers?: Record<string, string>; numbered?: boolean } = {},
): ProtocolClient {
  return new ProtocolClient(test.url(id, options.gateway), { headers: asRoot, ...options });
}

/** An update that writes a text under a client id of one's own choice, from clock 0 on. */
export function writing(text: string, client = randomInt(1, 2 ** 31)): { client: number; update: Uint8Array } {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getText("t").insert(0, text);
  return { client, update: Y.encodeStateAsUpdate(doc) };
}

/** Runs chapters of the protocol on two gateways over one record. */
export function protocolSuite(
  name: string,
  place: () => Promise<{ place: DatabasePlace; close(): Promise<void> }>,
  chapters: readonly ((test: () => ProtocolTest) => void)[],
): void {
  describe(`the protocol on ${name}`, () => {
    let test: ProtocolTest;
    let end: () => Promise<void> = async () => undefined;
    const opened: ProtocolClient[] = [];

    beforeAll(async () => {
      const at = await place();
      const first = await startTestGateway(at.place);
      const second = await startTestGateway({ beside: first });
      end = async () => {
        await second.close();
        await first.close();
        await at.close();
      };
      test = {
        first,
        second,
        beside: () => startTestGateway({ beside: first }),
        async documents() {
          const start = { startsAt: "2027-01-12T13:00:00Z", territories: ["MF", "CR"] };
          const actors = (await first.ask("GET", "/actors?limit=200")).body.items as {
            id: string;
            territory: string;
          }[];
          const actorIds = ["MF", "CR"].map((code) => actors.find(({ territory }) => territory === code)?.id);
          const { body } = await first.ask("POST", "/workshops", { title: { fr: "Essai" }, ...start, actorIds });
          return { workshop: body.id, ...body.documents };
        },
        url: (id, gateway = first, ticket) =>
          `${gateway.gateway.url.replace("http", "ws")}/api/v1/documents/${id}${ticket === undefined ? "" : `?ticket=${ticket}`}`,
        open(id, options) {
          const client = connect(test, id, options);
          opened.push(client);
          return client;
        },
        session: (persona) => first.enter(persona),
        async read(id) {
          const client = connect(test, id, { gateway: second });
          await client.ready();
          client.say(0, 0, Uint8Array.of(0));
          const { payload } = await client.hear(0, ([step]) => step === 1);
          client.close();
          const doc = new Y.Doc();
          Y.applyUpdate(doc, payload);
          return doc;
        },
      };
    }, 90_000);
    afterEach(() => {
      for (const client of opened.splice(0)) client.close();
    });
    afterAll(() => end(), 30_000);

    for (const chapter of chapters) chapter(() => test);

    it("fails nowhere on its own side", () => {
      expect([...test.first.problems, ...test.second.problems]).toEqual([]);
    });
  });
}
