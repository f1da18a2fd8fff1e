import type { DocumentId } from "@milango/core/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";
import { documentJobs } from "./jobs.ts";
import { ProtocolClient } from "./protocol/protocol-client.ts";
import { asRoot, writing } from "./protocol/protocol-suite.ts";
import { createVersions } from "./versions.ts";

describe("versions of a document", () => {
  let test: TestGateway;
  let agenda: DocumentId;
  beforeAll(async () => {
    test = await startTestGateway({ directory: null });
    const { body } = await test.ask("POST", "/workshops", {
      title: { es: "Versiones" },
      startsAt: "2027-01-12T13:00:00Z",
      territories: ["CR", "MF"],
      actorIds: (await test.ask("GET", "/actors?territory=MF&limit=1")).body.items.map(({ id }: { id: string }) => id),
    });
    agenda = body.documents.agenda;
  }, 60_000);
  afterAll(() => test.close());

  const open = async () =>
    new ProtocolClient(`${test.gateway.url.replace("http", "ws")}/api/v1/documents/${agenda}`, {
      headers: asRoot,
    }).ready();
  const now = async () => {
    const client = await open();
    client.say(0, 0, Uint8Array.of(0));
    const { payload } = await client.hear(0, ([step]) => step === 1);
    client.close();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, payload);
    return doc;
  };

  it("are kept with a name and their author, listed newest first, read, renamed", async () => {
    const session = await test.enter("saint-martin");
    const writer = await open();
    await writer.offer(1, writing("first").update);
    const made = await test.ask("POST", `/documents/${agenda}/versions`, { name: " Avant la réunion " }, session);
    expect(made).toMatchObject({
      status: 201,
      body: { name: "Avant la réunion", by: { name: "Maëlle Hodge" }, automatic: false },
    });
    await writer.offer(2, writing("second").update);
    const later = (await test.ask("POST", `/documents/${agenda}/versions`, {})).body;
    expect(later).toMatchObject({ name: null, by: null });
    writer.close();
    const page = (await test.ask("GET", `/documents/${agenda}/versions?limit=1`)).body;
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual([later.id]);
    const rest = (await test.ask("GET", `/documents/${agenda}/versions?limit=9&cursor=${page.nextCursor}`)).body;
    expect(rest).toMatchObject({ items: [{ id: made.body.id }], nextCursor: null });
    const read = (await test.ask("GET", `/documents/${agenda}/versions/${made.body.id}`)).body;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from(read.update, "base64"));
    expect(doc.getText("t").toString()).toBe("first");
    const renamed = await test.ask("PATCH", `/documents/${agenda}/versions/${later.id}`, { name: "Después" });
    expect(renamed.body).toMatchObject({ id: later.id, name: "Después" });
  });

  it("are restored as a forward change, after the present was kept", async () => {
    const [, first] = (await test.ask("GET", `/documents/${agenda}/versions`)).body.items;
    const reader = await open();
    const restored = await test.ask("POST", `/documents/${agenda}/versions/${first.id}/restore`);
    expect(restored.status).toBe(200);
    const heard = await reader.hear(0, ([step]) => step === 2);
    reader.close();
    expect(heard.payload.length).toBeGreaterThan(2);
    expect((await now()).getText("t").toString()).toBe("first");
    const [before] = (await test.ask("GET", `/documents/${agenda}/versions`)).body.items;
    expect(before).toMatchObject({ automatic: true, name: null });
    await test.ask("POST", `/documents/${agenda}/versions/${before.id}/restore`);
    expect((await now()).getText("t").length).toBe("firstsecond".length);
  });

  it("are kept by themselves ten minutes after somebody began to write, and thinned with time", async () => {
    let at = Date.now();
    const clock = { now: () => at };
    let count = 0;
    const newId = () => `01900000-0000-7000-8000-${String(++count).padStart(12, "0")}`;
    const load = async () => ({ state: Y.encodeStateAsUpdate(await now()), position: 1_000 + count, generation: 1 });
    const versions = createVersions({ db: test.db, load, newId, clock });
    const [keep] = documentJobs(test.db, clock, versions);
    const automatic = async () =>
      (await test.ask("GET", `/documents/${agenda}/versions?limit=200`)).body.items.filter(
        (version: { automatic: boolean }) => version.automatic,
      );
    await test.db.deleteFrom("document_versions").where("automatic", "=", true).execute();
    await keep?.run();
    expect(await automatic(), "not yet").toEqual([]);
    for (let day = 0; day < 10; day++) {
      for (let hour = 0; hour < 2; hour++) {
        at += 12 * 3_600_000;
        await test.db
          .updateTable("documents")
          .set(({ eb }) => ({ head: eb("versioned_position", "+", 1) }))
          .where("id", "=", agenda)
          .execute();
        await versions.keepDue();
      }
    }
    const all = await automatic();
    expect(all.length).toBe(20);
    await versions.thin();
    const left = await automatic();
    expect(left.length).toBeLessThan(all.length);
    const days = left.map((version: { at: string }) => version.at.slice(0, 10));
    expect(new Set(days).size, "every day is still there").toBe(
      new Set(all.map((version: { at: string }) => version.at.slice(0, 10))).size,
    );
    at += 100 * 86_400_000;
    await versions.thin();
    expect(await automatic()).toEqual([]);
    const named = (await test.ask("GET", `/documents/${agenda}/versions?limit=200`)).body.items;
    expect(named.map(({ name }: { name: string }) => name)).toEqual(["Después", "Avant la réunion"]);
  });

  it("never failed on its own side", () => expect(test.problems).toEqual([]));
});
