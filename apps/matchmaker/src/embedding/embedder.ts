/** Turns texts into vectors that are near where the texts mean the same. Off unless somebody sets one up. */
export interface Embedder {
  /** A vector a text, of length 1 and all of the same dimension. Rejects when it cannot be had now. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

/** As much of a strength as vectors may decide; the rest stays what the project's own knowledge says. */
export const vectorShare = 0.4;
/** Cosines of texts that have nothing in common: what lies below tells nothing. */
const cosineFrom = 0.3;

/** Late fusion: a strength (0–1) with what the vectors of both texts say, when both are there. */
export function fuse(strength: number, one: Float32Array | undefined, other: Float32Array | undefined): number {
  if (one === undefined || other === undefined || one.length !== other.length) return strength;
  let cosine = 0;
  for (let at = 0; at < one.length; at++) cosine += (one[at] as number) * (other[at] as number);
  const likeness = Math.max(0, Math.min(1, (cosine - cosineFrom) / (1 - cosineFrom)));
  return (1 - vectorShare) * strength + vectorShare * likeness;
}

/** A vector of length 1 in its direction; throws `RangeError` on what has none. */
export function unitVector(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values);
  if (!Number.isFinite(length) || length === 0) throw new RangeError("A vector without direction");
  return Float32Array.from(values, (value) => value / length);
}
