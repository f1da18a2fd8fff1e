import { eraseName, restoreDocument } from "@milango/core/documents";
import * as Y from "yjs";
import { fuseUpdates } from "../update/fuse-updates.ts";
import type { Outcome, Task } from "./task.ts";

const maxDepth = 100;

/** Does what is asked; `started` is called when only the part that must be quick is left. */
export function runTask(task: Task, started: () => void): Outcome[Task["kind"]] {
  switch (task.kind) {
    case "join":
      return { update: fuseUpdates(task.updates) ?? throughDocument(task.updates, Y.encodeStateAsUpdate) };
    case "compact":
      return throughDocument(task.updates, (doc) => ({
        update: Y.encodeStateAsUpdate(doc),
        stateVector: Y.encodeStateVector(doc),
      }));
    case "try": {
      const doc = documentOf([task.state]);
      started();
      Y.applyUpdate(doc, task.update);
      const fits = doc.store.pendingStructs === null && depthOf(doc) <= maxDepth;
      doc.destroy();
      return { fits };
    }
    case "restore": {
      const doc = documentOf([task.state]);
      const wanted = documentOf([task.wanted]);
      const before = Y.encodeStateVector(doc);
      restoreDocument(doc, wanted);
      const update = Y.encodeStateAsUpdate(doc, before);
      const client = doc.clientID;
      doc.destroy();
      wanted.destroy();
      return { update, client };
    }
    case "erase": {
      const doc = documentOf([task.state]);
      let update: Uint8Array = new Uint8Array([0, 0]);
      doc.on("update", (made: Uint8Array) => {
        update = made;
      });
      eraseName(doc, task.name);
      const state = Y.encodeStateAsUpdate(doc);
      doc.destroy();
      return { update, state };
    }
  }
}

function documentOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  return doc;
}

function throughDocument<Result>(updates: readonly Uint8Array[], read: (doc: Y.Doc) => Result): Result {
  // One that joins as well: a document takes a fused update much faster than its parts.
  const doc = documentOf([fuseUpdates(updates) ?? Y.mergeUpdates([...updates])]);
  if (doc.store.pendingStructs !== null) throw new Error("The log has a hole");
  const result = read(doc);
  doc.destroy();
  return result;
}

/** How deep shared types stand inside each other; counted only as far as matters. */
function depthOf(doc: Y.Doc): number {
  let deepest = 0;
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentType)) continue;
      let depth = 1;
      for (let item: Y.Item | null = struct; item !== null && depth <= maxDepth + 1; depth++) {
        const { parent } = item as Y.Item;
        item = parent instanceof Y.AbstractType ? parent._item : null;
      }
      deepest = Math.max(deepest, depth - 1);
    }
  }
  return deepest;
}
