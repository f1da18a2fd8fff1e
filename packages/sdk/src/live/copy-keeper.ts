import * as Y from "yjs";
import type { CachedDocument, DocumentCache } from "./document-cache.ts";
import type { Runtime } from "./runtime.ts";

/** A copy is made when nothing happened for so long. */
const quietMs = 2_000;

/** Keeps the copy of one open document up to date, for the next start. */
export interface CopyKeeper {
  /** How far of the server's log the document holds, once that is known. */
  readonly held: { readonly position: number; readonly generation: number } | undefined;
  /** Reads the copy that an earlier opening left. */
  load(): Promise<CachedDocument | undefined>;
  note(held: { readonly position: number; readonly generation: number }): void;
  /** The copy is not to be shown again. */
  forget(): void;
  /** Makes a last copy, if one is due. */
  close(): void;
}

export function createCopyKeeper(deps: {
  readonly id: string;
  readonly doc: Y.Doc;
  readonly cache: DocumentCache | undefined;
  readonly runtime: Runtime;
}): CopyKeeper {
  const { id, doc, cache, runtime } = deps;
  let held: CopyKeeper["held"];
  let stopWaiting: (() => void) | undefined;

  const keep = () => {
    stopWaiting?.();
    stopWaiting = undefined;
    if (held !== undefined) cache?.save(id, { state: Y.encodeStateAsUpdate(doc), ...held });
  };
  const keepLater = () => {
    if (cache === undefined || held === undefined) return;
    stopWaiting?.();
    stopWaiting = runtime.after(quietMs, keep);
  };
  doc.on("update", keepLater);

  return {
    get held() {
      return held;
    },
    async load() {
      const copy = await cache?.load(id);
      if (copy !== undefined) held = { position: copy.position, generation: copy.generation };
      return copy;
    },
    note({ position, generation }) {
      held = { position, generation };
      keepLater();
    },
    forget() {
      held = undefined;
      stopWaiting?.();
      stopWaiting = undefined;
      cache?.remove(id);
    },
    close() {
      if (stopWaiting !== undefined) keep();
      doc.off("update", keepLater);
    },
  };
}
