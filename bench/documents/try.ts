import { gather, type } from "./load.ts";
import { type Name, names, prepareGround } from "./peers.ts";

const ground = await prepareGround();
const wanted = (process.argv[2]?.split(",") ?? names) as Name[];
const rates = (process.argv[3] ?? "4000").split(",").map(Number);
const seconds = Number(process.argv[4] ?? 4);
for (const name of wanted) {
  const peer = await ground.start(name);
  for (const rate of rates) {
    const documents = await peer.documents(10);
    {
      const crowd = await gather({
        dialect: peer.dialect,
        port: peer.port,
        documents: await peer.documents(10),
        perDocument: 8,
        edits: 600,
      });
      await type(crowd, { rate: 4000, seconds: 3, pid: peer.pid(), arrivals: "regular" });
      crowd.close();
    }
    const crowd = await gather({
      dialect: peer.dialect,
      port: peer.port,
      documents,
      perDocument: 8,
      edits: Math.ceil((rate * seconds * 1.2) / 80) + 50,
    });
    const result = await type(crowd, { rate, seconds, pid: peer.pid(), arrivals: "regular" });
    console.log(
      name,
      JSON.stringify(result, (_, v) => (typeof v === "number" ? Math.round(v * 1000) / 1000 : v)),
      "acked",
      crowd.clients.reduce((s, c) => s + c.acknowledged, 0),
    );
    crowd.close();
    await new Promise((r) => setTimeout(r, 300));
  }
  await peer.stop();
}
await ground.stop();
process.exit(0);
