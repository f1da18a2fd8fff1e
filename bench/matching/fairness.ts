import { createMatcher } from "@milango/matchmaker/engine";
import { syntheticNetwork } from "./synthetic-network.ts";

/** Whether lists under everybody's capacity are fair, and what that costs: node bench/matching/fairness.ts [ACTORS] */
const count = Number(process.argv[2] ?? 1_000);
const perActor = 5;
const capacity = 5;
const actors = syntheticNetwork(count);
const matcher = await createMatcher({ actors });
const ids = actors.map(({ id }) => id);

/** Gini coefficient of how often each is shown for each place it has: 0 all alike, 1 one has everything. */
function gini(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  const weighted = sorted.reduce((total, value, at) => total + (2 * (at + 1) - sorted.length - 1) * value, 0);
  return sum === 0 ? 0 : weighted / (sorted.length * sum);
}

function tell(name: string, lists: ReadonlyMap<string, readonly { id: string; score: number }[]>, best: number): void {
  const exposure = new Map(ids.map((id) => [id, 0]));
  let total = 0;
  for (const list of lists.values())
    for (const { id, score } of list) {
      exposure.set(id, (exposure.get(id) ?? 0) + 1);
      total += score;
    }
  const shown = [...exposure.values()];
  const share = (of: number) => `${((100 * of) / count).toFixed(1)} %`;
  console.log(
    [
      name.padEnd(28),
      `over capacity ${share(shown.filter((times) => times > capacity).length)}`,
      `Gini ${gini(shown).toFixed(2)}`,
      `never shown ${share(shown.filter((times) => times === 0).length)}`,
      `without a partner ${share([...lists.values()].filter((list) => list.length === 0).length)}`,
      `total score ${((100 * total) / best).toFixed(1)} %`,
    ].join("; "),
  );
}

const naive = new Map(ids.map((id) => [id, matcher.topK(id, perActor)]));
const best = [...naive.values()].flat().reduce((sum, { score }) => sum + score, 0);
console.log(`${count.toLocaleString("en")} actors, ${perActor} partners each, room for ${capacity}`);
tell("everybody's best", naive, best);
const room = new Map(ids.map((id) => [id, capacity]));
const greedy = new Map(
  ids.map((id) => [
    id,
    matcher
      .topK(id, 60)
      .filter(({ id: partner }) => {
        const left = room.get(partner) ?? 0;
        return left > 0;
      })
      .slice(0, perActor)
      .map((fit) => {
        room.set(fit.id, (room.get(fit.id) ?? 0) - 1);
        return fit;
      }),
  ]),
);
tell("one after the other", greedy, best);
const begun = performance.now();
const assigned = matcher.assign({ perActor, capacity: () => capacity });
const took = performance.now() - begun;
tell("prices", assigned, best);
console.log(`assigned in ${Math.round(took)} ms`);
