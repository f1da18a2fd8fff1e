import type { LiveDocument } from "@milango/sdk";
import { useEffect, useState } from "react";
import { isLowBandwidth } from "../app/bandwidth.ts";

type Awareness = LiveDocument["awareness"];

/** Somebody else who has the agenda open, and where in it they are. */
export interface Guest {
  readonly key: string;
  readonly name: string;
  readonly territory: string | null;
  readonly block: string | null;
  readonly writing: boolean;
}

/** Reads what others say of themselves; the name was written by the server. One person in two tabs is one guest. */
export function readGuests(states: ReadonlyMap<number, unknown>, own: number, ownId: string): Guest[] {
  const guests = new Map<string, Guest>();
  for (const [client, state] of states) {
    if (client === own || !isFields(state) || !isFields(state.user)) continue;
    const { user } = state;
    const name = typeof user.name === "string" ? user.name : undefined;
    const id = typeof user.id === "string" ? user.id : String(client);
    if (name === undefined || id === ownId) continue;
    guests.set(id, {
      key: id,
      name,
      territory: typeof user.territory === "string" ? user.territory : null,
      block: typeof state.block === "string" ? state.block : null,
      writing: typeof state.field === "string",
    });
  }
  return [...guests.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
}

/** Who else is here, renewed only when it changes. */
export function useGuests(awareness: Awareness, ownId: string): readonly Guest[] {
  const [guests, setGuests] = useState<readonly Guest[]>([]);
  useEffect(() => {
    let before = "";
    const read = () => {
      const next = readGuests(awareness.getStates(), awareness.clientID, ownId);
      const json = JSON.stringify(next);
      if (json === before) return;
      before = json;
      setGuests(next);
    };
    read();
    awareness.on("change", read);
    return () => awareness.off("change", read);
  }, [awareness, ownId]);
  return guests;
}

/** Says where one is: the block, and the field and language while writing; on a dear line the block alone, once. */
export function sayWhere(
  awareness: Awareness,
  where: { block: string | null; field: string | null; language: string | null },
): void {
  const before = awareness.getLocalState();
  if (isLowBandwidth() && before?.block === where.block) return;
  awareness.setLocalState({ ...before, ...where, ...(isLowBandwidth() ? { field: null, language: null } : {}) });
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
