import { existsSync, readFileSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { ActorImport } from "@milango/core/actors/import";
import type { Caller } from "@milango/core/identity";
import fastify from "fastify";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../database/open-database.ts";
import type { Deps } from "../../deps.ts";
import type { App } from "../../http/app.ts";
import { answerProblems } from "../../http/problems.ts";
import { validateBySchema } from "../../http/validation.ts";
import { setCaller } from "../../identity/request-caller.ts";
import { importRoutes } from "./routes.ts";

const root: Caller = { kind: "program", keyId: "root", scopes: "all", territories: null };
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

let database: Database;
let app: App;
let caller: Caller = root;
let now = Date.UTC(2026, 9, 1);

beforeAll(async () => {
  database = await openDatabase({ directory: null });
  const deps = {
    db: database.db,
    newId: uuidv7,
    clock: { now: () => now++ },
    log: quiet,
    relay: { nudge: () => {}, stop: async () => {} },
  } as unknown as Deps;
  app = fastify().withTypeProvider<TypeBoxTypeProvider>() as App;
  validateBySchema(app);
  answerProblems(app, quiet);
  app.addHook("onRequest", async (request) => setCaller(request, caller));
  importRoutes(app, deps);
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await database.close();
});
beforeEach(async () => {
  caller = root;
  for (const table of ["imports", "actors", "outbox", "idempotency"] as const) {
    await database.db.deleteFrom(table).execute();
  }
});

async function send(file: string | Uint8Array, query = "", type = "text/csv", headers: Record<string, string> = {}) {
  const url = `/actors/imports${query}`;
  const body = typeof file === "string" ? file : Buffer.from(file);
  return app.inject({ method: "POST", url, headers: { "content-type": type, ...headers }, body });
}

/** Sends a file and follows it to its end. */
async function take(file: string, query = "", type = "text/csv"): Promise<ActorImport> {
  const sent = await send(file, query, type);
  expect(sent.statusCode, sent.body).toBe(202);
  let current = sent.json<ActorImport>();
  while (current.state === "running") {
    // Both ends run in this process: asking without pause would never let the import go on.
    await turn();
    current = (await app.inject({ url: `/actors/imports/${current.id}` })).json<ActorImport>();
  }
  return current;
}

const undo = async (id: string) => app.inject({ method: "POST", url: `/actors/imports/${id}/undo` });
const actors = () =>
  database.db.selectFrom("actors").selectAll().where("deleted_at", "is", null).orderBy("name").execute();
const counts = ({ report }: ActorImport) =>
  report && [report.read, report.imported, report.updated, report.unchanged, report.refused.length];

const census = `nom;territoire;localité;besoins;offres;description
Les Mains vertes;Saint-Martin;Marigot;Une serre|Des semences;Du compost;Un jardin pour les familles du quartier
Cooperativa Sol;Costa Rica;Limón;;Paneles;Una cooperativa de energía para el barrio
Kraftfeld;Österreich;Absam;;;Ein Garten, der allen offen ist und von den Nachbarn bebaut wird
`;

describe("importing actors", () => {
  it("files what a table holds, with needs and offers, and announces each actor once", async () => {
    const done = await take(census, "?source=census");
    expect(done).toMatchObject({ state: "done", progress: { read: 3, total: 3 }, source: "census", failure: null });
    expect(counts(done)).toEqual([3, 2, 0, 0, 1]);
    expect(done.report?.refused).toMatchObject([{ index: 2, name: "Kraftfeld", code: "OUTSIDE_NETWORK" }]);
    expect(await actors()).toMatchObject([
      { name: "Cooperativa Sol", territory: "CR", source: "import:census", languages: ["es"] },
      {
        name: "Les Mains vertes",
        territory: "MF",
        locality: "Marigot",
        search_text: expect.stringContaining("semences"),
      },
    ]);
    const needs = await database.db.selectFrom("needs").select("text").orderBy("id").execute();
    expect(needs).toEqual([{ text: { fr: "Une serre" } }, { text: { fr: "Des semences" } }]);
    const told = await database.db.selectFrom("outbox").selectAll().execute();
    expect(told.map(({ subject }) => subject)).toEqual(["milango.actors.changed.v1", "milango.actors.changed.v1"]);
  });

  it("changes nothing the second time, and updates what the file changed", async () => {
    await take(census, "?source=census");
    const before = await actors();
    expect(counts(await take(census, "?source=census"))).toEqual([3, 0, 0, 2, 1]);
    expect(await actors()).toEqual(before);
    const changed = census.replace("Des semences", "Un broyeur").replace("Kraftfeld", "Kraft");
    expect(counts(await take(changed, "?source=census"))).toEqual([3, 0, 1, 1, 1]);
    const open = await database.db
      .selectFrom("needs")
      .select("text")
      .where("state", "=", "open")
      .orderBy("id")
      .execute();
    expect(open).toEqual([{ text: { fr: "Une serre" } }, { text: { fr: "Un broyeur" } }]);
    expect(await actors()).toMatchObject([{ revision: 1 }, { revision: 2 }]);
  });

  it("keeps sources apart and flags what likely repeats an actor of the directory", async () => {
    const one = "nom,territoire,site\nTi Jardin,GP,tijardin.gp\n";
    await take(one, "?source=first");
    const second = await take(one, "?source=second");
    expect(counts(second)).toEqual([1, 1, 0, 0, 0]);
    expect(second.report?.flaggedByFlag).toMatchObject({ LIKELY_DUPLICATE: 1 });
    expect(await actors()).toHaveLength(2);
  });

  it("reports what would happen and writes no actor in a dry run, which nothing can undo", async () => {
    const tried = await take(census, "?dryRun=true");
    expect(counts(tried)).toEqual([3, 2, 0, 0, 1]);
    expect(await actors()).toEqual([]);
    expect((await undo(tried.id)).json()).toMatchObject({ code: "STATE_CONFLICT" });
  });

  it("leaves alone what a person changed or removed since, and says so", async () => {
    await take(census, "?source=census");
    const [sol, mains] = await actors();
    await database.db
      .updateTable("actors")
      .set({ capacity: 9, revision: 2 })
      .where("name", "=", sol?.name ?? "")
      .execute();
    await database.db
      .updateTable("actors")
      .set({ deleted_at: new Date(), revision: 2 })
      .where("name", "=", mains?.name ?? "")
      .execute();
    const again = await take(census.replace("Una cooperativa", "La cooperativa"), "?source=census");
    expect(counts(again)).toEqual([3, 0, 0, 0, 3]);
    expect(again.report?.refused.map(({ code }) => code)).toEqual([
      "STATE_CONFLICT",
      "STATE_CONFLICT",
      "OUTSIDE_NETWORK",
    ]);
  });

  it("refuses a file it cannot read as a whole, and changes nothing", async () => {
    const nested = `${"[".repeat(200)}${"]".repeat(200)}`;
    const files = [
      await send("a,b\n1,2"),
      await send("nom\n"),
      await send(new Uint8Array([0x6e, 0x6f, 0x6d, 0x0a, 0xe9])),
      await send("nom", "", "application/json"),
      await send(nested, "", "application/json"),
      await send('{"type":"FeatureCollection","features":[]}', "", "application/geo+json"),
      await send("", "", "text/csv"),
    ];
    for (const refused of files) expect([refused.statusCode, refused.json().code]).toEqual([422, "IMPORT_UNREADABLE"]);
    expect((await send("x", "", "application/pdf")).json().code).toBe("UNSUPPORTED_MEDIA_TYPE");
    expect(await database.db.selectFrom("imports").selectAll().execute()).toEqual([]);
  });

  it("takes files far larger than other bodies, and none beyond 50 MB", async () => {
    const note = "x".repeat(4_000);
    const rows = Array.from({ length: 1000 }, (_, at) => `Actor ${at},Atlantis,${note}`);
    expect(counts(await take(`nom,pays,note\n${rows.join("\n")}`, "?dryRun=true"))).toEqual([1000, 0, 0, 0, 1000]);
    const declared = { "content-length": String(60 * 1024 * 1024) };
    expect((await send("nom\nx", "", "text/csv", declared)).json().code).toBe("BODY_TOO_LARGE");
  });

  it("is the same import when the same request comes twice", async () => {
    const headers = { "idempotency-key": "0123456789" };
    const [first, second] = [await send(census, "", "text/csv", headers), await send(census, "", "text/csv", headers)];
    expect(second.json<ActorImport>().id).toBe(first.json<ActorImport>().id);
    const other = await send(`${census}Autre;MF;;;;\n`, "", "text/csv", headers);
    expect(other.json().code).toBe("IDEMPOTENCY_CONFLICT");
    await take(census);
    expect(await database.db.selectFrom("imports").selectAll().execute()).toHaveLength(2);
  });

  it("is for administrators and keys with the scope, and a key's territories bound what it files", async () => {
    caller = { kind: "anonymous" };
    expect((await send(census)).json().code).toBe("SIGN_IN_REQUIRED");
    caller = { kind: "program", keyId: "reader", scopes: ["actors:read"], territories: null };
    expect((await send(census)).json().code).toBe("SCOPE_MISSING");
    caller = { kind: "program", keyId: "mf", scopes: ["actors:import"], territories: ["MF"] };
    const done = await take(census);
    expect(counts(done)).toEqual([3, 1, 0, 0, 2]);
    expect(done.report?.refusedByCode).toEqual({ SCOPE_MISSING: 1, OUTSIDE_NETWORK: 1 });
  });
});

describe("undoing an import", () => {
  it("removes what it added and restores what it changed; the same file can then be taken in again", async () => {
    await take(census, "?source=census");
    const before = await actors();
    const changed = await take(
      `${census.replace("Un jardin", "Le jardin").replace("Des semences", "Un broyeur")}Nouveau;GP;;;;\n`,
      "?source=census",
    );
    expect(counts(changed)).toEqual([4, 1, 1, 1, 1]);
    expect((await undo(changed.id)).json()).toEqual({ removed: 1, restored: 1, kept: 0 });
    const sheet = (rows: typeof before) => rows.map(({ revision, updated_at, ...rest }) => rest);
    expect(sheet(await actors())).toEqual(sheet(before));
    const open = await database.db
      .selectFrom("needs")
      .select("text")
      .where("state", "=", "open")
      .orderBy("id")
      .execute();
    expect(open).toEqual([{ text: { fr: "Une serre" } }, { text: { fr: "Des semences" } }]);
    expect((await undo(changed.id)).json().code).toBe("STATE_CONFLICT");
    expect((await app.inject({ url: `/actors/imports/${changed.id}` })).json().state).toBe("undone");
    const again = await take(`${census.replace("Un jardin", "Le jardin")}Nouveau;GP;;;;\n`, "?source=census");
    expect(counts(again)).toEqual([4, 1, 1, 1, 1]);
  });

  it("keeps an actor that somebody touched since", async () => {
    const done = await take(census, "?source=census");
    await database.db.updateTable("actors").set({ capacity: 9, revision: 2 }).where("territory", "=", "CR").execute();
    await database.db
      .updateTable("needs")
      .set({ updated_at: new Date(now + 1000) })
      .execute();
    expect((await undo(done.id)).json()).toEqual({ removed: 0, restored: 0, kept: 2 });
    expect(await actors()).toHaveLength(2);
  });

  it("answers NOT_FOUND for an import that is not there", async () => {
    expect((await undo(uuidv7())).json().code).toBe("NOT_FOUND");
    expect((await app.inject({ url: `/actors/imports/${uuidv7()}` })).json().code).toBe("NOT_FOUND");
  });
});

const susy = new URL("../../../../../../shared/data/susy/susy-half.geojson", import.meta.url);
describe.skipIf(!existsSync(susy))("the SUSY map (skipped without ../shared/data/susy)", () => {
  it("is taken in whole, twice without a change, and taken back", { timeout: 60_000 }, async () => {
    const file = readFileSync(susy, "utf8");
    const query = "?source=susy&acceptOutside=true";
    const first = await take(file, query, "application/geo+json");
    expect(counts(first)).toEqual([897, 896, 0, 0, 1]);
    expect((await actors()).some(({ territory }) => territory === "SR")).toBe(false);
    expect(counts(await take(file, query, "application/geo+json"))).toEqual([897, 0, 0, 896, 1]);
    expect((await undo(first.id)).json()).toEqual({ removed: 896, restored: 0, kept: 0 });
    expect(await actors()).toEqual([]);
  });
});
