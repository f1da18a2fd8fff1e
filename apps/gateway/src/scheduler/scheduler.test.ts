import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../database/open-database.ts";
import { startScheduler } from "./scheduler.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ directory: null });
}, 60_000);
afterAll(() => database.close());

const warnings: string[] = [];
const log = { info: () => undefined, error: () => undefined, warn: (message: string) => warnings.push(message) };

it("does a job once among several gateways, in its turn, after failures too", async () => {
  let now = Date.parse("2027-01-01T00:00:00Z");
  const clock = { now: () => now };
  const ran: string[] = [];
  const jobs = (gateway: string) => [
    { name: "often", everyMs: 60_000, run: async () => void ran.push(`${gateway} often`) },
    {
      name: "fails",
      everyMs: 60_000,
      run: async () => {
        ran.push(`${gateway} fails`);
        throw new Error("not today");
      },
    },
  ];
  const both = ["one", "two"].map((name) => startScheduler({ db: database.db, clock, log, jobs: jobs(name) }));
  const tick = () => Promise.all(both.map((scheduler) => scheduler.tick()));
  const counts = () => ["often", "fails"].map((name) => ran.filter((each) => each.endsWith(name)).length);

  await tick();
  expect(counts(), "not due yet").toEqual([0, 0]);
  now += 61_000;
  await tick();
  expect(counts()).toEqual([1, 1]);
  now += 3_600_000;
  await tick();
  await tick();
  expect(counts(), "late by an hour, done once").toEqual([2, 2]);
  expect(warnings.length).toBe(2);
  const rows = await database.db.selectFrom("jobs").select(["name", "failure", "taken_until"]).execute();
  expect(rows).toContainEqual({ name: "fails", failure: "Error: not today", taken_until: null });

  // One gateway died in the midst of a job: the other takes it over when its lease has ended.
  now += 61_000;
  await database.db
    .updateTable("jobs")
    .set({ taken_until: new Date(now + 300_000) })
    .where("name", "=", "often")
    .execute();
  await tick();
  expect(counts()).toEqual([2, 3]);
  now += 301_000;
  await tick();
  expect(counts()[0]).toBe(3);
  for (const scheduler of both) await scheduler.stop();
});
