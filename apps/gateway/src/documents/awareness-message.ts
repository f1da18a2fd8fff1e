import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** What one client says of itself; `null` when it left. Format: y-protocols 1.0, awareness. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: Readonly<Record<string, unknown>> | null;
}

/** The most bytes a client may say of itself. */
const maxStateLength = 4096;

export function decodeAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  if (count > bytes.length) throw new RangeError("More awareness entries than bytes");
  return Array.from({ length: count }, () => {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const json = decoding.readVarString(decoder);
    if (json.length > maxStateLength) throw new RangeError("An awareness state is too large");
    const state: unknown = JSON.parse(json);
    const isObject = typeof state === "object" && state !== null && !Array.isArray(state);
    return { client, clock, state: isObject ? (state as Record<string, unknown>) : null };
  });
}

export function encodeAwareness(entries: readonly AwarenessEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify(state));
  }
  return encoding.toUint8Array(encoder);
}
