import { connectLocalBus, createLocalHub } from "@milango/bus";
import type { DocumentId } from "@milango/core/identity";
import { newsStreams } from "@milango/core/messages";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { openDatabase } from "../database/open-database.ts";
import { newId } from "../new-id.ts";
import { createDocuments } from "./documents.ts";
import { openDocumentLog } from "./log/open-document-log.ts";
import { createVersions } from "./versions.ts";

const clock = { now: () => Date.now() };

it("erases a person from a document, from what was deleted in it and from its versions", async () => {
  const database = await openDatabase({ directory: null });
  const hub = createLocalHub(newsStreams, { onSetAside: () => undefined });
  const bus = connectLocalBus(hub.port());
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const log = openDocumentLog(database);
  const { db } = database;
  const documents = await createDocuments({ db, log, bus, clock, report: quiet });
  const id = newId() as DocumentId;
  const [person, other] = [newId(), newId()];
  await db.transaction().execute((trx) => documents.create(trx, id));

  const doc = new Y.Doc();
  const people = doc.getArray<string>("people");
  people.insert(0, [person, other]);
  doc.getText("t").insert(0, "what she wrote, and a secret");
  await log.claim(id, [doc.clientID], person);
  await documents.write(id, Y.encodeStateAsUpdate(doc));
  const versions = createVersions({ db, load: documents.load, newId, clock });
  await versions.keep(id, { name: "with it", author: person, automatic: false });
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  doc.getText("t").delete(14, 14);
  await documents.write(id, updates[0] as Uint8Array);

  await documents.erase(person);

  const rows = await db.selectFrom("documents").selectAll().where("id", "=", id).execute();
  const kept = await db.selectFrom("document_versions").selectAll().where("document_id", "=", id).execute();
  const segments = await db.selectFrom("document_segments").selectAll().where("document_id", "=", id).execute();
  const clients = await db.selectFrom("document_clients").selectAll().where("document_id", "=", id).execute();
  const everything = Buffer.concat(
    [
      ...rows.map(({ snapshot }) => snapshot),
      ...kept.map(({ state }) => state),
      ...segments.map(({ bytes }) => bytes),
    ].map((bytes) => bytes ?? new Uint8Array()),
  ).toString("latin1");
  expect(everything).not.toContain(person);
  expect(rows[0]).toMatchObject({ generation: 2, previous_snapshot: null });
  expect(kept[0]).toMatchObject({ author: null, name: "with it" });
  expect(clients.map(({ owner }) => owner)).not.toContain(person);
  const now = new Y.Doc();
  Y.applyUpdate(now, (await documents.load(id))?.state ?? new Uint8Array());
  expect(now.getArray("people").toArray()).toEqual([other]);
  expect(now.getText("t").toString()).toBe("what she wrote");
  const current = Buffer.from((await documents.load(id))?.state ?? []).toString("latin1");
  expect(current, "what was deleted is gone").not.toContain("secret");

  await documents.close();
  await bus.close();
  hub.close();
  await database.close();
});
