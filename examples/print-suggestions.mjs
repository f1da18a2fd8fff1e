// Prints an actor's suggestions, and prints them again whenever they change.
//   MILANGO_KEY=mlg_… node examples/print-suggestions.mjs ACTOR_ID
import { createMilango } from "@milango/sdk";

const milango = createMilango({
  baseUrl: process.env.MILANGO_URL ?? "http://localhost:8080",
  apiKey: process.env.MILANGO_KEY,
});
const actorId = process.argv[2];

async function print() {
  const { items } = await milango.suggestions.list({ actorId, state: "open" });
  console.log(`\n${new Date().toISOString()}: ${items.length} to decide`);
  for (const { partner, score, mutual } of items) {
    console.log(`  ${score.toFixed(2)} ${mutual ? "mutual " : "one way"}  ${partner.name} (${partner.territory})`);
  }
}

await print();
milango.events.subscribe(["matching.suggested"], (event) => {
  if (event.body.actorId === actorId) void print();
});
