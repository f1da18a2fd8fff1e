import { compareFits, type Fit } from "../index/fit-list.ts";

/** An actor's partners after everybody's capacity was weighed. */
export type Assignment = Map<string, { id: string; score: number }[]>;

const rounds = 40;
const step = 0.05;

/**
 * Gives each actor up to `perActor` partners so that nobody stands in more lists than its capacity. Prices rise for
 * those wanted too much (congestion prices), then lists are filled by score minus price: first one partner for each
 * actor, then the rest, so that nobody is forgotten for another's tenth choice.
 */
export function assignPartners(
  lists: ReadonlyMap<string, readonly Fit[]>,
  { perActor, capacity }: { readonly perActor: number; readonly capacity: (id: string) => number },
): Assignment {
  const prices = congestionPrices(lists, perActor, capacity);
  const wishes = [...lists].flatMap(([actorId, fits]) =>
    fits.map((fit) => ({ actorId, fit, id: fit.id, worth: fit.score - (prices.get(fit.id) ?? 0) })),
  );
  wishes.sort((a, b) => b.worth - a.worth || compareFits(a.fit, b.fit) || (a.actorId < b.actorId ? -1 : 1));
  const shown: Assignment = new Map([...lists.keys()].map((id) => [id, []]));
  const exposure = new Map<string, number>();
  for (const most of [1, perActor]) {
    for (const { actorId, fit } of wishes) {
      const list = shown.get(actorId);
      if (list === undefined || list.length >= most || list.some(({ id }) => id === fit.id)) continue;
      const exposed = exposure.get(fit.id) ?? 0;
      if (exposed >= capacity(fit.id)) continue;
      exposure.set(fit.id, exposed + 1);
      list.push({ id: fit.id, score: fit.score });
    }
  }
  for (const list of shown.values()) list.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return shown;
}

/** p ← max(0, p + step · (exposure / capacity − 1)), over a fixed number of rounds. */
function congestionPrices(
  lists: ReadonlyMap<string, readonly Fit[]>,
  perActor: number,
  capacity: (id: string) => number,
): Map<string, number> {
  const prices = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    const exposure = new Map<string, number>();
    for (const fits of lists.values()) {
      const priced = fits.map((fit) => ({ id: fit.id, worth: fit.score - (prices.get(fit.id) ?? 0) }));
      priced.sort((a, b) => b.worth - a.worth || (a.id < b.id ? -1 : 1));
      for (const { id } of priced.slice(0, perActor)) exposure.set(id, (exposure.get(id) ?? 0) + 1);
    }
    for (const id of new Set([...prices.keys(), ...exposure.keys()])) {
      const room = capacity(id);
      const load = room > 0 ? (exposure.get(id) ?? 0) / room : 2;
      prices.set(id, Math.max(0, (prices.get(id) ?? 0) + step * (Math.min(load, 3) - 1)));
    }
  }
  return prices;
}
