import type { ActorEntry } from "@milango/core/actors";
import { wireSubjects } from "@milango/core/messages";
import { annotate } from "@milango/core/needs/understanding";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresMissing, startPostgres } from "../../../../testing/start-postgres.ts";
import type { DatabasePlace } from "../database/open-database.ts";
import { loadThesaurus } from "../load-thesaurus.ts";
import { createAnnotator } from "../needs/annotator.ts";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";
import { readConceptsJob } from "./read-concepts.ts";

const places: readonly (readonly [string, () => Promise<{ place: DatabasePlace; close(): Promise<void> }>, boolean])[] =
  [
    ["PGlite", async () => ({ place: { directory: null }, close: async () => undefined }), false],
    [
      "PostgreSQL",
      async () => {
        const postgres = await startPostgres();
        return { place: { url: postgres.url }, close: () => postgres.stop() };
      },
      postgresMissing !== undefined,
    ],
  ];

describe.each(places)("a search in the directory on %s", (_, place, isMissing) => {
  let test: TestGateway;
  let release: () => Promise<void> = async () => undefined;

  beforeAll(async () => {
    if (isMissing) return;
    const opened = await place();
    release = opened.close;
    test = await startTestGateway(opened.place);
    const thesaurus = await loadThesaurus();
    // The index is made at the first text, which takes longer than anybody waits for an answer.
    annotate("eau", "fr", thesaurus);
    await test.bus.wire.serve(wireSubjects.annotate, async (bytes) => {
      const { text, lang } = JSON.parse(Buffer.from(bytes).toString("utf8"));
      return Buffer.from(JSON.stringify({ items: annotate(text, lang, thesaurus) }));
    });
    const water = { name: "Agua Clara", territory: "CR" };
    const { id } = (await test.ask("POST", "/actors", water)).body;
    await test.ask("POST", `/actors/${id}/offers`, { text: { es: "Plantas compactas de agua potable para islas" } });
    const annotator = createAnnotator(test.bus);
    await readConceptsJob({ db: test.db, annotator }).run();
    await annotator.close();
  }, 120_000);
  afterAll(async () => {
    await test?.close();
    await release();
  });

  const names = async (query: string): Promise<string[]> =>
    (await test.ask("GET", `/actors?limit=200&${query}`, undefined, {})).body.items.map(({ name }: ActorEntry) => name);

  it.skipIf(isMissing)("finds by what words mean, whatever the language they are written in", async () => {
    for (const query of [
      "q=eau%20potable&lang=fr",
      "q=drinking%20water&lang=en",
      "q=agua%20potable&lang=es",
      "q=drinkwater&lang=fr",
      "q=dlo%20potab&lang=fr",
      "q=eau%20potable",
    ])
      expect(await names(query), query).toContain("Agua Clara");
  });

  it.skipIf(isMissing)("finds without accents, in another number, and puts the very words first", async () => {
    expect(await names("q=oleane")).toEqual(["Verre Sable Oléane"]);
    expect(await names("q=OLÉANE")).toEqual(["Verre Sable Oléane"]);
    expect((await names("q=machines%20verres&lang=fr"))[0]).toBe("Verre Sable Oléane");
    const [first] = await names("q=agua&lang=es");
    expect(first).toBe("Agua Clara");
  });

  it.skipIf(isMissing)("forgives a slip of the finger where nothing else is found", async () => {
    expect(await names("q=CoopeVidirio&lang=es")).toContain("CoopeVidrio Puerto Claro R.L.");
    expect(await names("q=qqqqqqqq&lang=fr")).toEqual([]);
    expect(await names("q=%25&lang=fr")).toEqual([]);
    expect(await names("q=_&lang=fr")).toEqual([]);
  });

  it.skipIf(isMissing)("counts the same as it lists, page by page, each once", async () => {
    for (const query of ["q=agua&lang=es", "q=verre&lang=fr", "territory=MF&q=a", ""]) {
      const all = await names(query);
      const facets = (await test.ask("GET", `/actors/facets?${query}`)).body;
      expect(facets.total, query).toBe(all.length);
      const paged: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const more: string = cursor === undefined ? "" : `&cursor=${cursor}`;
        const page = (await test.ask("GET", `/actors?limit=2&${query}${more}`)).body;
        paged.push(...page.items.map(({ name }: ActorEntry) => name));
        cursor = page.nextCursor;
      }
      expect(paged, query).toEqual(all);
    }
    const facets = (await test.ask("GET", "/actors/facets")).body;
    expect(facets.language.fr).toBeGreaterThan(5);
    expect(facets.legalForm["fr-association"]).toBeGreaterThan(0);
  });
});
