import { foldName, kilometresBetween, type Point } from "./import-record.ts";

/** What two records, or a record and an actor already in the directory, are compared by. */
export interface Comparable {
  /** Where to find it, as a report names it: "record 12", "the directory". */
  readonly where: string;
  readonly name: string;
  readonly point: Point | null;
  readonly website: string | null;
}

/** How near two of the same name are the same. */
const nearKm = 1;

/** Answers, for a thing to compare, which earlier one it likely repeats; what it was asked about it then remembers. */
export function createDuplicateFinder(existing: Iterable<Comparable> = []): (next: Comparable) => string | undefined {
  const byName = new Map<string, Comparable[]>();
  const bySite = new Map<string, Comparable>();
  const remember = (one: Comparable) => {
    const name = foldName(one.name);
    const named = byName.get(name);
    if (named === undefined) byName.set(name, [one]);
    else named.push(one);
    const site = siteOf(one.website);
    if (site !== undefined && !bySite.has(site)) bySite.set(site, one);
  };
  for (const one of existing) remember(one);
  return (next) => {
    const found = sameName(byName.get(foldName(next.name)) ?? [], next) ?? sameSite(bySite, next);
    remember(next);
    return found;
  };
}

function sameName(others: readonly Comparable[], next: Comparable): string | undefined {
  for (const other of others) {
    if (other.point === null || next.point === null) continue;
    const km = kilometresBetween(other.point, next.point);
    if (km <= nearKm) return `same name as in ${other.where}, ${Math.round(km * 1000)} m away`;
  }
  return undefined;
}

function sameSite(bySite: ReadonlyMap<string, Comparable>, next: Comparable): string | undefined {
  const site = siteOf(next.website);
  const other = site === undefined ? undefined : bySite.get(site);
  return other === undefined ? undefined : `same website as "${other.name}" in ${other.where}`;
}

/** A site without what does not tell it apart: protocol, www, trailing slash. */
function siteOf(website: string | null): string | undefined {
  if (website === null) return undefined;
  const site = website
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, "")
    .replace(/[/?#]+$/, "");
  return site === "" ? undefined : site;
}
