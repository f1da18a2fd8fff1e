import { wireSubjects } from "@milango/core/messages";
import { annotate, fold } from "@milango/core/needs/understanding";
import pg from "pg";
import { loadThesaurus } from "../apps/gateway/src/load-thesaurus.ts";
import { newId } from "../apps/gateway/src/new-id.ts";
import { rootKey, startTestGateway } from "../apps/gateway/src/testing/start-test-gateway.ts";
import { startPostgres } from "../testing/start-postgres.ts";
import { createRandom, createSyntheticNetwork } from "./matching/synthetic-network.ts";

/**
 * The directory with many actors on PostgreSQL: how long lists, searches and counts take at the server while others
 * write. `node bench/directory.ts 20000` prints milliseconds; the one who asks runs on the same machine.
 */
const count = Number(process.argv[2] ?? 20_000);
const rounds = Number(process.argv[3] ?? 300);
const writesPerSecond = 20;
const askers = 2;

const thesaurus = await loadThesaurus();
annotate("eau", "fr", thesaurus);
const postgres = await startPostgres();
const test = await startTestGateway({ url: postgres.url });
await test.bus.wire.serve(wireSubjects.annotate, async (bytes) => {
  const { text, lang } = JSON.parse(Buffer.from(bytes).toString("utf8"));
  return Buffer.from(JSON.stringify({ items: annotate(text, lang, thesaurus) }));
});
const ids = await fill();

const random = createRandom(7);
const pick = <Value>(from: readonly Value[]): Value => from[Math.floor(random() * from.length)] as Value;
const labels = (lang: "fr" | "es" | "en") => thesaurus.entries.flatMap((entry) => entry.labels[lang] ?? []);
const words = { fr: labels("fr"), es: labels("es"), en: labels("en") };
const search = () => {
  const lang = pick(["fr", "es", "en"] as const);
  const text = pick(words[lang]);
  // As it is typed, not always to its end.
  return `q=${encodeURIComponent(text.slice(0, 4 + Math.floor(random() * text.length)))}&lang=${lang}`;
};
const choices = [
  "",
  "territory=MF&territory=CR",
  "kind=private&language=es",
  "sector=water",
  "legalForm=fr-association",
];
const kinds = {
  "a page of all": () => "/actors?limit=30",
  "a page by filters": () => `/actors?limit=30&${pick(choices.slice(1))}`,
  "a search": () => `/actors?limit=30&${search()}`,
  "a search by filters": () => `/actors?limit=30&${search()}&${pick(choices.slice(1))}`,
  "counts of all": () => "/actors/facets",
  "counts by filters": () => `/actors/facets?${pick(choices.slice(1))}`,
  "counts of a search": () => `/actors/facets?${search()}`,
} as const;

const taken: Record<string, number[]> = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
let writes = 0;
const writing = setInterval(() => {
  writes++;
  const text = { fr: `${pick(words.fr)}, ${pick(words.fr)}` };
  test.ask("POST", `/actors/${pick(ids)}/needs`, { text }).catch(() => undefined);
}, 1000 / writesPerSecond);
const ask = async () => {
  for (let round = 0; round < rounds; round++) {
    for (const [kind, path] of Object.entries(kinds)) {
      const url = `${test.gateway.url}/api/v1${path()}`;
      const begun = performance.now();
      const answer = await fetch(url, { headers: { authorization: `Bearer ${rootKey}` } });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
      taken[kind]?.push(performance.now() - begun);
    }
  }
};
await Promise.all(Array.from({ length: askers }, ask));
clearInterval(writing);

console.log(`${count} actors, ${askers} at a time, ${writes} needs published meanwhile; ms`);
for (const [kind, times] of Object.entries(taken)) {
  times.sort((one, other) => one - other);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? Number.NaN).toFixed(1).padStart(8);
  console.log(`${kind.padEnd(24)} p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}`);
}
await test.close();
await postgres.stop();
process.exit(0);

/** Actors with what they need and offer, written straight into the record. */
async function fill(): Promise<string[]> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  const { actors, about } = createSyntheticNetwork(count);
  const made: string[] = [];
  const forms = ["fr-association", "cr-cooperativa", null];
  const sectors = ["water", "waste", "agriculture", "energy"];
  for (let from = 0; from < actors.length; from += 1000) {
    const rows = actors.slice(from, from + 1000).map((actor, nth) => {
      const id = newId();
      made.push(id);
      const said = [...actor.needs, ...actor.offers];
      const language = actor.language ?? "fr";
      const statements = (list: typeof actor.needs) =>
        list.map(({ text }) => ({ id: newId(), actor_id: id, text: { [language]: text } }));
      const name = `${actor.id} ${said[0]?.text.split(",")[0] ?? ""}`;
      return {
        id,
        name,
        territory: actor.territory,
        kind: (["public", "private", "associative"] as const)[nth % 3],
        legal_form: forms[nth % 3],
        sectors: [sectors[nth % 4]],
        languages: [language],
        search_text: fold([name, ...said.map(({ text }) => text)].join(" ")),
        search_concepts: [...new Set(said.map((each) => about.get(each.id) ?? ""))],
        needs: statements(actor.needs),
        offers: statements(actor.offers),
      };
    });
    await client.query(
      `insert into actors (id, name, territory, kind, legal_form, sectors, languages, capacity, source, search_text,
         search_concepts, read_digest)
       select id, name, territory, kind, legal_form, sectors, languages, 3, 'bench', search_text, search_concepts, md5(search_text)
       from jsonb_to_recordset($1) as t(id uuid, name text, territory text, kind text, legal_form text, sectors text[],
         languages text[], search_text text, search_concepts text[])`,
      [JSON.stringify(rows)],
    );
    for (const table of ["needs", "offers"] as const) {
      await client.query(
        `insert into ${table} (id, actor_id, text, concepts) select id, actor_id, text, '{}'
         from jsonb_to_recordset($1) as t(id uuid, actor_id uuid, text jsonb)`,
        [JSON.stringify(rows.flatMap((row) => row[table]))],
      );
    }
  }
  await client.query("vacuum analyze");
  await client.end();
  return made;
}
