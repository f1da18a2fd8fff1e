// Adds a block at the end of a workshop's agenda, while people may be writing in it.
//   MILANGO_KEY=mlg_… node examples/add-agenda-block.mjs WORKSHOP_ID "A title" 15
import { agenda, createMilango } from "@milango/sdk";

const milango = createMilango({
  baseUrl: process.env.MILANGO_URL ?? "http://localhost:8080",
  apiKey: process.env.MILANGO_KEY,
});
const [, , workshopId, title, minutes] = process.argv;

const workshop = await milango.workshops.get(workshopId);
const live = milango.documents.open(workshop.documents.agenda);
await live.whenLoaded;

const editing = { doc: live.doc, origin: "example", by: "example", now: Date.now, random: Math.random };
const last = agenda.readAgenda(live.doc).nodes.at(-1);
agenda.addNode(editing, {
  id: agenda.newNodeId(Math.random),
  kind: "block",
  place: { parent: agenda.rootId, ...(last && { after: last.id }) },
  minutes: Number(minutes),
  title: { en: title },
});

live.onStatus(({ state, reason }) => {
  if (state === "saved") live.close();
  if (state === "refused") throw new Error(`The block was refused: ${reason}`);
});
