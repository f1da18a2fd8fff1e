import { expect, test } from "vitest";
import * as Y from "yjs";
import { titleText } from "./agenda-document.ts";
import { type AgendaEditing, moveNode, setMinutes } from "./edit-agenda.ts";
import { firstAgendaUpdate } from "./initialise-agenda.ts";

/** Bytes that one edit costs everybody: a phone at sea pays for each. */
const most = 60;

test("a keystroke, a move and a step of minutes each cost at most 60 bytes, in an agenda of 300 blocks", () => {
  const doc = new Y.Doc();
  const nodes = Array.from({ length: 300 }, (_, at) => ({
    id: `block${at}`,
    title: { fr: `Bloc ${at}` },
    minutes: 10,
  }));
  const first = { title: { fr: "Atelier" }, startsAt: 0, territories: ["MF", "CR"], nodes, random: Math.random };
  Y.applyUpdate(doc, firstAgendaUpdate(first));
  const editing: AgendaEditing = { doc, origin: "tab", by: "person", now: () => 1, random: Math.random };
  const sizes: number[] = [];
  doc.on("update", (update: Uint8Array) => sizes.push(update.byteLength));
  const cost = (edit: () => void) => {
    sizes.length = 0;
    edit();
    expect(sizes).toHaveLength(1);
    return sizes[0] ?? 0;
  };
  const text = titleText(doc, "block42", "fr");
  const keys = Array.from("Deux tamis", (key, at) => cost(() => doc.transact(() => text.insert(at, key), "tab")));
  const places = Array.from({ length: 50 }, (_, at) => `block${50 + ((at * 37) % 250)}`);
  const moves = places.map((after) => cost(() => moveNode(editing, "block42", { parent: "root", after })));
  const minutes = cost(() => setMinutes(editing, "block42", 25));
  console.log(`bytes: a keystroke ${Math.max(...keys)}, a move ${Math.max(...moves)}, minutes ${minutes}`);
  for (const bytes of [...keys, ...moves, minutes]) expect(bytes).toBeLessThanOrEqual(most);
});
