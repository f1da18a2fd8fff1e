import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createMatcher, loadThesaurus, type SimpleActor } from "@milango/matchmaker/engine";
import pg from "pg";
import { startPostgres } from "../../testing/start-postgres.ts";
import { createSyntheticNetwork } from "./synthetic-network.ts";

/**
 * What somebody would take instead, on one made-up network in one run: the ten best partners of everybody by full-text
 * search (minisearch, Orama, PostgreSQL), by shared tags (PostgreSQL), and by the matchmaker. nDCG is measured against
 * what each need and offer was made from, which none is told: node bench/matching/peers.ts [ACTORS]
 */
const count = Number(process.argv[2] ?? 1_000);
const top = 10;
const folder = new URL("../peers/", import.meta.url).pathname;
if (!existsSync(`${folder}node_modules/minisearch`))
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: folder, stdio: "inherit" });
const fromPeers = createRequire(`${folder}package.json`);

const { actors, about } = createSyntheticNetwork(count);
const byId = new Map(actors.map((actor) => [actor.id, actor]));
const textOf = (statements: SimpleActor["needs"]) => statements.map(({ text }) => text).join(". ");
type Ranking = Map<string, string[]>;

/** Joins what was found for needs among offers and for offers among needs, other territories only. */
function rank(actor: SimpleActor, found: readonly (readonly { id: string; score: number }[])[]): string[] {
  const sums = new Map<string, number>();
  for (const hits of found)
    for (const { id, score } of hits)
      if (byId.get(id)?.territory !== actor.territory) sums.set(id, (sums.get(id) ?? 0) + score);
  return [...sums]
    .sort((a, b) => b[1] - a[1])
    .slice(0, top)
    .map(([id]) => id);
}

async function byMinisearch(): Promise<Ranking> {
  const { default: MiniSearch } = await import(fromPeers.resolve("minisearch"));
  const engine = new MiniSearch({ fields: ["needs", "offers"] });
  engine.addAll(actors.map(({ id, needs, offers }) => ({ id, needs: textOf(needs), offers: textOf(offers) })));
  const find = (query: string, field: string) => engine.search(query, { fields: [field], combineWith: "OR" });
  return new Map(
    actors.map((actor) => [
      actor.id,
      rank(actor, [find(textOf(actor.needs), "offers"), find(textOf(actor.offers), "needs")]),
    ]),
  );
}

async function byOrama(): Promise<Ranking> {
  const orama = await import(fromPeers.resolve("@orama/orama"));
  const engine = orama.create({ schema: { id: "string", needs: "string", offers: "string" } });
  await orama.insertMultiple(
    engine,
    actors.map(({ id, needs, offers }) => ({ id, needs: textOf(needs), offers: textOf(offers) })),
  );
  const find = async (term: string, property: string) => {
    const { hits } = await orama.search(engine, { term, properties: [property], limit: 100, threshold: 1 });
    return hits.map(({ document, score }: { document: { id: string }; score: number }) => ({ id: document.id, score }));
  };
  const ranking: Ranking = new Map();
  for (const actor of actors)
    ranking.set(
      actor.id,
      rank(actor, [await find(textOf(actor.needs), "offers"), await find(textOf(actor.offers), "needs")]),
    );
  return ranking;
}

async function byPostgres(client: pg.Client, how: "text" | "tags"): Promise<Ranking> {
  const [match, score] =
    how === "text"
      ? [
          "them.offers @@ me.asks or them.needs @@ me.gives",
          "ts_rank(them.offers, me.asks) + ts_rank(them.needs, me.gives)",
        ]
      : [
          "them.offer_tags && me.need_tags or them.need_tags && me.offer_tags",
          "cardinality(array(select unnest(them.offer_tags) intersect select unnest(me.need_tags))) + cardinality(array(select unnest(them.need_tags) intersect select unnest(me.offer_tags)))",
        ];
  const { rows } = await client.query(
    `select me.id, array(
       select them.id from actors them where them.territory <> me.territory and (${match})
       order by ${score} desc, them.id limit ${top}) as partners
     from actors me`,
  );
  return new Map(rows.map(({ id, partners }) => [id, partners]));
}

async function fillPostgres(client: pg.Client): Promise<void> {
  await client.query(
    `create table actors (id text primary key, territory text, needs tsvector, offers tsvector, asks tsquery,
       gives tsquery, need_tags text[], offer_tags text[])`,
  );
  const any = "nullif(replace(plainto_tsquery('simple', $TEXT)::text, '&', '|'), '')::tsquery";
  const tags = (statements: SimpleActor["needs"]) => statements.flatMap((statement) => statement.tags ?? []);
  for (const { id, territory, needs, offers } of actors)
    await client.query(
      `insert into actors values ($1, $2, to_tsvector('simple', $3), to_tsvector('simple', $4),
         ${any.replace("$TEXT", "$3")}, ${any.replace("$TEXT", "$4")}, $5, $6)`,
      [id, territory, textOf(needs), textOf(offers), tags(needs), tags(offers)],
    );
  for (const column of ["needs", "offers", "need_tags", "offer_tags"])
    await client.query(`create index on actors using gin (${column})`);
  await client.query("analyze actors");
}

async function byMatchmaker(): Promise<Ranking> {
  const matcher = await createMatcher({ actors });
  return new Map(actors.map(({ id }) => [id, matcher.topK(id, top).map((fit) => fit.id)]));
}

const { entries } = loadThesaurus();
const meets = new Set(
  entries.flatMap(({ id, meets: met }) => met.flatMap((other) => [`${id} ${other}`, `${other} ${id}`])),
);

/** How many of one's needs the other's offers are about. */
function served(needing: SimpleActor, giving: SimpleActor): number {
  return needing.needs.filter((need) =>
    giving.offers.some((offer) => {
      const [a, b] = [about.get(need.id) ?? "", about.get(offer.id) ?? "-"];
      return a === b || meets.has(`${a} ${b}`);
    }),
  ).length;
}

function ndcg(ranking: Ranking): number {
  const gain = (grades: readonly number[]) =>
    grades.slice(0, top).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  let [sum, judged] = [0, 0];
  for (const actor of actors) {
    const gradeOf = (partner: SimpleActor) => Math.min(3, served(actor, partner) + served(partner, actor));
    const best = actors
      .filter(({ territory }) => territory !== actor.territory)
      .map(gradeOf)
      .sort((a, b) => b - a);
    if ((best[0] ?? 0) === 0) continue;
    judged++;
    sum += gain((ranking.get(actor.id) ?? []).map((id) => gradeOf(byId.get(id) as SimpleActor))) / gain(best);
  }
  return sum / judged;
}

const postgres = await startPostgres();
const client = new pg.Client({ connectionString: postgres.url });
await client.connect();
await fillPostgres(client);
await createMatcher({ actors: actors.slice(0, 20) });
console.log(`${count.toLocaleString("en")} actors, the ten best partners of each`);
for (const [name, run] of Object.entries({
  minisearch: byMinisearch,
  Orama: byOrama,
  "PostgreSQL, full text": () => byPostgres(client, "text"),
  "PostgreSQL, tags": () => byPostgres(client, "tags"),
  matchmaker: byMatchmaker,
})) {
  const begun = performance.now();
  const ranking = await run();
  const seconds = (performance.now() - begun) / 1000;
  console.log(`${name.padEnd(24)} ${seconds.toFixed(2).padStart(8)} s   nDCG@10 ${ndcg(ranking).toFixed(3)}`);
}
await client.end();
await postgres.stop();
process.exit(0);
