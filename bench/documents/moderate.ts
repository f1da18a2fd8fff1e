import { gather, type } from "./load.ts";
import { type Name, names, prepareGround } from "./peers.ts";

const ground = await prepareGround();
const wanted = (process.argv[2]?.split(",") ?? names) as Name[];
for (let round = 0; round < 2; round++)
  for (const name of wanted) {
    const peer = await ground.start(name);
    const documents = await peer.documents(20);
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
    const crowd = await gather({ dialect: peer.dialect, port: peer.port, documents, perDocument: 6, edits: 60 });
    const result = await type(crowd, { rate: 360, seconds: 8, pid: peer.pid(), arrivals: "poisson" });
    console.log(
      name,
      JSON.stringify(result, (_, v) => (typeof v === "number" ? Math.round(v * 1000) / 1000 : v)),
    );
    crowd.close();
    await peer.stop();
  }
await ground.stop();
process.exit(0);
