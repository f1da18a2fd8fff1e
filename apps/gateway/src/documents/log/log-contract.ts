import type { DocumentId } from "@milango/core/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { type Database, type DatabasePlace, openDatabase } from "../../database/open-database.ts";
import { newId } from "../../new-id.ts";
import { createDocument } from "../create-document.ts";
import { packSegment, unpackSegment } from "../update/segment.ts";
import type { DocumentLog } from "./document-log.ts";
import { openDocumentLog } from "./open-document-log.ts";

/** What a log of documents promises, whichever database keeps it. */
export function logContract(
  name: string,
  place: () => Promise<{ place: DatabasePlace; close(): Promise<void> }>,
): void {
  describe(`the log of documents on ${name}`, () => {
    let database: Database;
    let log: DocumentLog;
    let release: () => Promise<void> = async () => undefined;
    beforeAll(async () => {
      const at = await place();
      release = at.close;
      database = await openDatabase(at.place);
      log = openDocumentLog(database);
    }, 60_000);
    afterAll(async () => {
      await log?.close();
      await database?.close();
      await release();
    });

    const create = async (first?: Uint8Array): Promise<DocumentId> => {
      const id = newId() as DocumentId;
      await database.db.transaction().execute((trx) => createDocument(trx, id, first));
      return id;
    };
    const segment = (documentId: DocumentId, ...updates: Uint8Array[]) => ({
      documentId,
      updates: updates.length,
      bytes: packSegment(updates),
    });
    const update = (nth: number) => Uint8Array.of(0, 0, nth);
    const contents = async (id: DocumentId) =>
      (await log.read(id))?.tail.flatMap(({ bytes }) => unpackSegment(bytes).map((each) => [...each]));

    it("appends segments of many documents at once, in order, and says where each ends", async () => {
      const [one, other] = [await create(), await create(Uint8Array.of(0, 0))];
      expect(await log.append([segment(one, update(1), update(2)), segment(other, update(3))])).toEqual([2, 2]);
      expect(await log.append([segment(other, update(4)), segment(one, update(5))])).toEqual([3, 3]);
      expect(await contents(one)).toEqual([1, 2, 5].map((nth) => [...update(nth)]));
      expect(await contents(other)).toEqual([[0, 0], [...update(3)], [...update(4)]]);
      expect(await log.heads([one, other])).toEqual(
        new Map([
          [one, 3],
          [other, 3],
        ]),
      );
    });

    it("answers nothing where there is no document, and keeps the others", async () => {
      const one = await create();
      const nobody = newId() as DocumentId;
      expect(await log.append([segment(nobody, update(1)), segment(one, update(2))])).toEqual([undefined, 1]);
      expect([await log.read(nobody), await log.readState(nobody)]).toEqual([undefined, undefined]);
    });

    it("rejects a batch it could not commit, whole, and goes on", async () => {
      const one = await create();
      const broken = { documentId: one, updates: 2 ** 31, bytes: new Uint8Array(1) };
      await expect(log.append([segment(one, update(1)), broken])).rejects.toThrow();
      expect(await contents(one)).toEqual([]);
      expect(await log.append([segment(one, update(2))])).toEqual([1]);
    });

    it("keeps bytes as they are, also megabytes of them", async () => {
      const one = await create();
      const large = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 7919) % 256);
      await log.append([segment(one, large)]);
      const [kept] = (await log.read(one))?.tail ?? [];
      const [back] = unpackSegment(kept?.bytes ?? new Uint8Array());
      expect(Buffer.compare(Buffer.from(back ?? []), Buffer.from(large))).toBe(0);
    }, 30_000);

    it("reads what came after a position, and says when that is only in the snapshot by now", async () => {
      const one = await create();
      for (let nth = 1; nth <= 4; nth++) await log.append([segment(one, update(nth))]);
      expect((await log.readAfter(one, 2))?.map(({ position }) => position)).toEqual([3, 4]);
      await log.compact(one, { position: 3, snapshot: update(0), stateVector: Uint8Array.of(0) }, 1);
      expect((await log.readAfter(one, 3))?.map(({ position }) => position)).toEqual([4]);
      expect(await log.readAfter(one, 1)).toBeUndefined();
    });

    it("takes a snapshot once: a compactor that slept writes nothing", async () => {
      const one = await create();
      for (let nth = 1; nth <= 3; nth++) await log.append([segment(one, update(nth))]);
      const doc = new Y.Doc();
      doc.getText("t").insert(0, "compacted");
      const at = (position: number) => ({
        position,
        snapshot: Y.encodeStateAsUpdate(doc),
        stateVector: Y.encodeStateVector(doc),
      });
      expect(await Promise.all([log.compact(one, at(2), 1), log.compact(one, at(2), 1)])).toContain(false);
      expect(await log.compact(one, at(1), 1), "older").toBe(false);
      expect(await log.compact(one, at(3), 7), "of another generation").toBe(false);
      const read = await log.read(one);
      expect(read).toMatchObject({ head: 3, snapshotPosition: 2, generation: 1 });
      expect([...(read?.snapshot ?? [])]).toEqual([...at(2).snapshot]);
      expect([...(read?.stateVector ?? [])]).toEqual([...at(2).stateVector]);
      expect(read?.size).toBe(at(2).snapshot.length + packSegment([update(3)]).length);
      expect(await contents(one)).toEqual([[...update(3)]]);
    });

    it("gives a client id to whoever asks first, and hands a guest's over", async () => {
      const one = await create();
      expect(await log.claim(one, [5, 6], "guest")).toEqual(
        new Map([
          [5, "guest"],
          [6, "guest"],
        ]),
      );
      expect(await log.claim(one, [6, 2 ** 32 - 1], "person")).toEqual(
        new Map([
          [6, "guest"],
          [2 ** 32 - 1, "person"],
        ]),
      );
      await log.handOver("guest", "person");
      expect(await log.claim(one, [5], "third")).toEqual(new Map([[5, "person"]]));
    });

    it("loses nothing when two gateways append and compact at once", async () => {
      const ids = [await create(), await create(), await create()];
      const beside = openDocumentLog(database);
      const compacts = async (of: DocumentLog) => {
        for (const id of ids) {
          const stored = await of.read(id);
          const last = stored?.tail.at(-1);
          if (stored === undefined || last === undefined) continue;
          const held = stored.tail.flatMap(({ bytes }) => unpackSegment(bytes).map((each) => each[2] ?? 0));
          const snapshot = Uint8Array.from([...(stored.snapshot ?? []), ...held]);
          await of.compact(id, { position: last.position, snapshot, stateVector: Uint8Array.of(0) }, 1);
        }
      };
      const appends = async (of: DocumentLog, from: number) => {
        for (let nth = from; nth < from + 40; nth++)
          await of.append([...ids].reverse().map((id) => segment(id, update(nth))));
      };
      const writing = Promise.all([appends(log, 0), appends(beside, 40)]);
      for (let round = 0; round < 10; round++) await Promise.all([compacts(log), compacts(beside)]);
      await writing;
      await beside.close();
      for (const id of ids) {
        const stored = await log.read(id);
        const tail = stored?.tail.flatMap(({ bytes }) => unpackSegment(bytes).map((each) => each[2] ?? 0)) ?? [];
        const all = [...(stored?.snapshot ?? []), ...tail].sort((a, b) => a - b);
        expect(all).toEqual(Array.from({ length: 80 }, (_, nth) => nth));
      }
    }, 60_000);
  });
}
