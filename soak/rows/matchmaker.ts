import pg from "pg";
import { type ClusterMember, startCluster } from "../../testing/start-cluster.ts";
import { createJudge, type Row } from "../row.ts";
import { sleep, until } from "../typist.ts";

/**
 * Needs change, and matchmakers are killed between receiving, publishing and acknowledging: in the end every list is
 * what a matchmaker that starts afresh would say, and none was applied twice.
 */
export const matchmaker: Row = {
  name: "kill -9 of the matchmaker",
  count: 50,
  async run(count) {
    const judge = createJudge();
    const cluster = await startCluster();
    const client = new pg.Client({ connectionString: cluster.postgres.url });
    try {
      await client.connect();
      const needs = await openNeeds(cluster.gateways[0].url, cluster.rootKey);
      for (let nth = 0; nth < count; nth++) {
        // The one that works is killed, while the other stands by.
        let active: ClusterMember | undefined;
        await until("a matchmaker is active", 20_000, () => {
          active = cluster.matchmakers.find((each) => each.output().includes('"event":"active"'));
          return active !== undefined;
        });
        for (let edit = 0; edit < 4; edit++) {
          const need = needs[(nth * 7 + edit * 3) % needs.length] as Need;
          const other = needs[(nth * 5 + edit * 11 + 1) % needs.length] as Need;
          await rewrite(cluster.gateways[edit % 2 === 0 ? 0 : 1].url, cluster.rootKey, need.id, other.text);
        }
        await sleep((nth * 37) % 250);
        await active?.kill();
        await active?.start();
      }
      const lists = await settled(client);
      const { rows: applied } = await client.query(
        "select body->>'actorId' as actor, body->>'version' as version, count(*)::int as times from outbox where subject = 'milango.matching.listed.v1' group by 1, 2",
      );
      const twice = applied.filter(({ times }) => times > 1).length;
      const { rows: told } = await client.query("select count(*)::int as count from inbox");
      await Promise.all(cluster.matchmakers.map((each) => each.kill()));
      await cluster.matchmakers[0].start();
      const afresh = await settled(client);
      const different = [...afresh].filter(([actor, list]) => lists.get(actor) !== list).map(([actor]) => actor);
      judge.expect(different.length === 0, `${different.length} lists are not what a fresh matchmaker says`);
      judge.expect(twice === 0, `${twice} lists were applied twice`);
      judge.expect(lists.size > 20, `only ${lists.size} actors have suggestions`);
      return judge.outcome({
        kills: count,
        listsTold: told[0].count,
        applied: applied.length,
        twice,
        lost: different.length,
      });
    } finally {
      await client.end();
      await cluster.stop();
    }
  },
};

interface Need {
  readonly id: string;
  readonly text: unknown;
}

async function openNeeds(url: string, key: string): Promise<Need[]> {
  const ask = async (path: string) =>
    (await fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })).json();
  const { items } = await ask("/actors?limit=100");
  const needs: Need[] = [];
  for (const { id } of items) {
    const { needs: open } = await ask(`/actors/${id}`);
    needs.push(...open);
  }
  return needs;
}

async function rewrite(url: string, key: string, id: string, text: unknown): Promise<void> {
  const response = await fetch(`${url}/api/v1/needs/${id}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ text }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Everybody's open suggestions once nothing has changed for five seconds. */
async function settled(client: pg.Client): Promise<Map<string, string>> {
  let before = "";
  for (let nth = 0; nth < 30; nth++) {
    await sleep(5_000);
    const { rows } = await client.query(
      `select actor_id, string_agg(partner_id || ' ' || score || ' ' || reasons::text, ';' order by partner_id) as list
       from suggestions where state = 'open' group by actor_id`,
    );
    const now = JSON.stringify(rows.sort((a, b) => (a.actor_id < b.actor_id ? -1 : 1)));
    if (now === before) return new Map(rows.map(({ actor_id, list }) => [actor_id, list]));
    before = now;
  }
  throw new Error("The suggestions never came to rest");
}
