const firstMs = 250;
const longestMs = 15_000;

/** How long to wait before try number `failures` + 1: doubling, with jitter, so that a thousand clients do not come at once. */
export function backOffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10));
  return Math.round(ceiling * (0.5 + random() / 2));
}
