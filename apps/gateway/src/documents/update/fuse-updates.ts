import { joinRanges, readDeleteSet } from "./delete-set.ts";
import { everything, type Inspection, inspectUpdate, passStructs } from "./inspect-update.ts";
import { varUintLength, writeVarUint } from "./var-uint.ts";

/** Structs of one client that follow one another, as pieces of the updates they came in. */
interface Run {
  readonly from: number;
  to: number;
  count: number;
  bytes: number;
  readonly pieces: Uint8Array[];
}

/**
 * Joins updates V1 into one that says the same, by their bytes: structs are self-contained, so those of one client that
 * follow one another are put end to end, and delete sets are joined. Linear, where `Y.mergeUpdates` is quadratic; it
 * collects no garbage. Answers nothing where a client's clocks have a hole, or a struct would have to be cut.
 */
export function fuseUpdates(updates: readonly Uint8Array[]): Uint8Array | undefined {
  const runs = new Map<number, Run>();
  const deletes = new Map<number, number[]>();
  for (const update of updates) {
    const found = inspectUpdate(update, everything);
    const { clients, deletesAt } = found;
    for (let nth = 0; nth < clients; nth++) if (!addSection(runs, update, found, nth)) return undefined;
    if (!found.deletes) continue;
    for (const [client, ranges] of readDeleteSet(update, deletesAt)) {
      const own = deletes.get(client);
      if (own === undefined) deletes.set(client, [...ranges]);
      else for (const value of ranges) own.push(value);
    }
  }
  return writeUpdate(runs, deletes);
}

/** What a document in the state `known` lacks of `state`: whole structs, and every deletion. */
export function missingFrom(state: Uint8Array, known: ReadonlyMap<number, number>): Uint8Array {
  if (known.size === 0) return state;
  const found = inspectUpdate(state, everything);
  const runs = new Map<number, Run>();
  for (let nth = 0; nth < found.clients; nth++) {
    const client = found.client[nth] as number;
    const have = known.get(client) ?? 0;
    if (have < (found.to[nth] as number)) runs.set(client, sectionAfter(state, found, nth, have));
  }
  const deletes = state.subarray(found.deletesAt);
  return writeRuns(runs, deletes.length, (target, at) => target.set(deletes, at));
}

function addSection(runs: Map<number, Run>, update: Uint8Array, found: Inspection, nth: number): boolean {
  const client = found.client[nth] as number;
  const to = found.to[nth] as number;
  const run = runs.get(client);
  if (run === undefined) {
    runs.set(client, sectionAfter(update, found, nth, found.from[nth] as number));
    return true;
  }
  if (to <= run.to) return true;
  const more = sectionAfter(update, found, nth, run.to);
  if (more.from !== run.to) return false;
  run.to = more.to;
  run.count += more.count;
  run.bytes += more.bytes;
  run.pieces.push(...more.pieces);
  return true;
}

/** The structs of a client from the one that holds the clock `have` on. */
function sectionAfter(update: Uint8Array, found: Inspection, nth: number, have: number): Run {
  const from = found.from[nth] as number;
  const [count, begin, end] = [found.count[nth] as number, found.begin[nth] as number, found.end[nth] as number];
  const to = found.to[nth] as number;
  if (have <= from) return { from, to, count, bytes: end - begin, pieces: [update.subarray(begin, end)] };
  const after = passStructs(update, { begin, client: found.client[nth] as number, from, count }, have);
  return {
    from: after.clock,
    to,
    count: count - after.passed,
    bytes: end - after.begin,
    pieces: [update.subarray(after.begin, end)],
  };
}

function writeUpdate(runs: ReadonlyMap<number, Run>, deletes: ReadonlyMap<number, number[]>): Uint8Array {
  const joined = [...deletes]
    .sort(([one], [other]) => other - one)
    .map(([client, ranges]) => [client, joinRanges(ranges)] as const);
  let size = varUintLength(joined.length);
  for (const [client, ranges] of joined) {
    size += varUintLength(client) + varUintLength(ranges.length / 2);
    for (let at = 0; at < ranges.length; at += 2) {
      const clock = ranges[at] as number;
      size += varUintLength(clock) + varUintLength((ranges[at + 1] as number) - clock);
    }
  }
  return writeRuns(runs, size, (target, begin) => {
    let at = writeVarUint(target, begin, joined.length);
    for (const [client, ranges] of joined) {
      at = writeVarUint(target, at, client);
      at = writeVarUint(target, at, ranges.length / 2);
      for (let nth = 0; nth < ranges.length; nth += 2) {
        const clock = ranges[nth] as number;
        at = writeVarUint(target, writeVarUint(target, at, clock), (ranges[nth + 1] as number) - clock);
      }
    }
  });
}

/** Writes structs, clients from the highest down as Yjs does, and leaves `deletesSize` bytes to `writeDeletes`. */
function writeRuns(
  runs: ReadonlyMap<number, Run>,
  deletesSize: number,
  writeDeletes: (target: Uint8Array, at: number) => void,
): Uint8Array {
  const sorted = [...runs].sort(([one], [other]) => other - one);
  let size = varUintLength(sorted.length) + deletesSize;
  for (const [client, run] of sorted)
    size += varUintLength(run.count) + varUintLength(client) + varUintLength(run.from) + run.bytes;
  const target = new Uint8Array(size);
  let at = writeVarUint(target, 0, sorted.length);
  for (const [client, run] of sorted) {
    at = writeVarUint(target, at, run.count);
    at = writeVarUint(target, at, client);
    at = writeVarUint(target, at, run.from);
    for (const piece of run.pieces) {
      target.set(piece, at);
      at += piece.length;
    }
  }
  writeDeletes(target, at);
  return target;
}
