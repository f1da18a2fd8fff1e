import { createMatcher, type SimpleActor } from "@milango/matchmaker/engine";
import { createRandom, syntheticNetwork } from "./synthetic-network.ts";

const sizes = (process.argv[2] ?? "1000,5000,10000").split(",").map(Number);

/** Percentile of numbers. */
function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The engine's speed on synthetic networks, and what its index misses: node bench/matching/speed.ts [SIZES] */
await createMatcher({ actors: syntheticNetwork(50) });
for (const size of sizes) {
  const actors = syntheticNetwork(size);
  const memoryBefore = process.memoryUsage().heapUsed;
  let begun = performance.now();
  const matcher = await createMatcher({ actors });
  const buildMs = performance.now() - begun;
  globalThis.gc?.();
  const bytes = (process.memoryUsage().heapUsed - memoryBefore) / size;
  const random = createRandom(7);
  const some = Array.from({ length: 40 }, () => actors[Math.floor(random() * size)] as SimpleActor);
  let [found, wanted] = [0, 0];
  for (const { id } of some) {
    const listed = new Set(matcher.topK(id, 10).map((fit) => fit.id));
    for (const fit of matcher.topK(id, size).slice(0, 10)) {
      wanted++;
      if (listed.has(fit.id)) found++;
    }
  }
  const one: number[] = [];
  for (const { id } of some) {
    begun = performance.now();
    matcher.topK(id, 10);
    one.push(performance.now() - begun);
  }
  const changes: number[] = [];
  for (const [nth, actor] of some.entries()) {
    const other = actors[(nth * 37) % size] as SimpleActor;
    begun = performance.now();
    matcher.update({ ...actor, needs: other.needs });
    changes.push(performance.now() - begun);
  }
  console.log(
    [
      `${size.toLocaleString("en")} actors: every list in ${(buildMs / 1000).toFixed(2)} s`,
      `one list p50 ${at(one, 0.5).toFixed(3)} ms, p99 ${at(one, 0.99).toFixed(3)} ms`,
      `a change p50 ${at(changes, 0.5).toFixed(1)} ms, p99 ${at(changes, 0.99).toFixed(1)} ms`,
      `recall@10 against the scan ${((100 * found) / wanted).toFixed(1)} %`,
      `${Math.round(bytes).toLocaleString("en")} bytes an actor`,
    ].join("; "),
  );
}
