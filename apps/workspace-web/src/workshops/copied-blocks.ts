import { type CopiedNode, parseCopiedNodes } from "@milango/core/workshops";
import { useSyncExternalStore } from "react";

/** Blocks on a clipboard, between this page's tabs and workshops; other programs get the plain text beside it. */
export const blocksType = "application/x-milango-blocks";
const key = "milango.copied";
const listeners = new Set<() => void>();

/** Remembers what was copied, for where no clipboard can be read: a finger has no Ctrl+V. */
export function keepCopied(json: string): void {
  try {
    localStorage.setItem(key, json);
  } catch {
    // Without room on this device the clipboard alone has it.
  }
  for (const listener of listeners) listener();
}

function kept(): string {
  try {
    return localStorage.getItem(key) ?? "[]";
  } catch {
    return "[]";
  }
}

let parsed: { readonly json: string; readonly nodes: readonly CopiedNode[] } = { json: "[]", nodes: [] };

/** The blocks copied last, in whatever tab. */
export function useCopied(): readonly CopiedNode[] {
  return useSyncExternalStore(subscribe, () => {
    const json = kept();
    if (json !== parsed.json) parsed = { json, nodes: parseCopiedNodes(json) };
    return parsed.nodes;
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}
