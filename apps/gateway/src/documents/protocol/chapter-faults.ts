import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createKyselyDocumentLog } from "../log/kysely-document-log.ts";
import { packSegment } from "../update/segment.ts";
import { type ProtocolTest, writing } from "./protocol-suite.ts";

export function faultsChapter(test: () => ProtocolTest): void {
  describe("when something fails", () => {
    it("P6.1 acknowledges nothing that was not committed, and sends everybody back to the record", async () => {
      const { agenda } = await test().documents();
      const [writer, other] = [test().open(agenda), test().open(agenda)];
      await Promise.all([writer.ready(), other.ready()]);
      expect(await writer.offer(1, writing("kept").update)).toBe("saved");
      const run = (statement: string) => sql.raw(statement).execute(test().first.db);
      await run(`create function refuse_segment() returns trigger language plpgsql as $$ begin
        if new.document_id = '${agenda}' then raise exception 'the disk is full'; end if; return new; end $$`);
      await run(
        "create trigger refuse before insert on document_segments for each row execute function refuse_segment()",
      );
      writer.say(100, 2, 2, writing("lost").update);
      writer.say(100, 3, 2, writing("after").update);
      expect(await writer.whenClosed()).toBe(1011);
      expect(await other.whenClosed()).toBe(1011);
      await run("drop trigger refuse on document_segments");
      await run("drop function refuse_segment");
      expect(writer.heard.filter(({ type }) => type === 101).map(({ numbers }) => numbers[0])).toEqual([1]);
      expect(other.heard.filter(({ type, numbers }) => type === 0 && numbers[0] === 2)).toHaveLength(1);
      expect((await test().read(agenda)).getText("t").toString()).toBe("kept");
      const again = await test().open(agenda).ready();
      expect(await again.offer(1, writing(" and more").update)).toBe("saved");
    });

    it("P6.2 reaches the clients of another gateway, whoever opened first, and after the bus lost something", async () => {
      const { agenda } = await test().documents();
      const here = await test().open(agenda).ready();
      const there = await test().open(agenda, { gateway: test().second }).ready();
      const { update } = writing("from here", 11);
      await here.offer(1, update);
      expect((await there.hear(0, ([step]) => step === 2)).payload).toEqual(update);
      const back = writing("from there", 12).update;
      await there.offer(1, back);
      expect((await here.hear(0, ([step]) => step === 2)).payload).toEqual(back);
      // A commit that no message tells of, as when the bus was away.
      const silent = writing("silently", 13).update;
      const log = createKyselyDocumentLog(test().first.db);
      const [head] = await log.append([{ documentId: agenda, updates: 1, bytes: packSegment([silent]) }]);
      await expect
        .poll(
          () => [here, there].every(({ heard }) => heard.some(({ payload }) => Buffer.from(payload).equals(silent))),
          {
            timeout: 5_000,
          },
        )
        .toBe(true);
      expect(head).toBeGreaterThan(0);
    });

    it("P6.3 closes the sockets of an ended session and of a revoked key, on both gateways, within two seconds", async () => {
      const { agenda } = await test().documents();
      const session = await test().session("saint-martin");
      const key = await test().first.ask("POST", "/identity/keys", {
        label: "short",
        scopes: ["documents:read", "documents:write", "workshops:read"],
      });
      const headers = { authorization: `Bearer ${key.body.key}` };
      const person = test().open(agenda, { headers: session, gateway: test().second });
      const program = test().open(agenda, { headers });
      const far = test().open(agenda, { headers, gateway: test().second });
      await Promise.all([person.ready(), program.ready(), far.ready()]);
      const begun = performance.now();
      await test().first.ask("DELETE", "/identity/sessions/current", undefined, session);
      await test().first.ask("DELETE", `/identity/keys/${key.body.id}`);
      expect(await Promise.all([person, program, far].map((client) => client.whenClosed()))).toEqual([
        4401, 4401, 4401,
      ]);
      expect(performance.now() - begun).toBeLessThan(2_000);
    });

    it("P6.5 closes with 1012 when it stops, after committing what it received", async () => {
      const { agenda } = await test().documents();
      const third = await test().beside();
      const writer = await test().open(agenda, { gateway: third }).ready();
      for (let nth = 0; nth < 50; nth++) writer.say(100, nth, 2, writing("s", 500 + nth).update);
      await writer.hear(101);
      await third.close();
      expect(await writer.whenClosed()).toBe(1012);
      const acknowledged = writer.heard.filter(({ type }) => type === 101).length;
      expect((await test().read(agenda)).getText("t").length).toBeGreaterThanOrEqual(acknowledged);
      expect(Y.encodeStateVector(await test().read(agenda)).length).toBeGreaterThan(1);
    });
  });
}

/** On PostgreSQL alone: PGlite takes seconds to hand out megabytes. */
export function slowReaderChapter(test: () => ProtocolTest): void {
  describe("readers that are slow", () => {
    it("P6.4 cuts off whoever reads nothing, and nobody who asked for a large document", async () => {
      const { agenda } = await test().documents();
      const writer = await test().open(agenda).ready();
      for (let nth = 0; nth < 7; nth++) await writer.offer(nth, writing("x".repeat(900_000)).update);
      const patient = await test().open(agenda).ready();
      const slow = await test().open(agenda).ready();
      patient.say(0, 0, Uint8Array.of(0));
      expect((await patient.hear(0, ([step]) => step === 1)).payload.length).toBeGreaterThan(6_000_000);
      slow.socket.pause();
      const begun = performance.now();
      for (let nth = 10; nth < 22; nth++) await writer.offer(nth, writing("y".repeat(900_000)).update);
      slow.socket.resume();
      expect(await slow.whenClosed()).toBe(1006);
      expect(patient.closed).toBeUndefined();
      expect(performance.now() - begun).toBeLessThan(15_000);
    }, 30_000);
  });
}
