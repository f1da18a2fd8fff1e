import { createNatsBus } from "@milango/bus";
import { newsStreams } from "@milango/core/messages";
import { systemClock } from "./clock.ts";
import { readConfig } from "./config.ts";
import { loadThesaurus } from "./load-thesaurus.ts";
import { createJsonLog } from "./log.ts";
import { createMatchmaker } from "./matchmaker.ts";

const log = createJsonLog(systemClock, (line) => process.stdout.write(line));

try {
  const { natsUrl } = readConfig(process.env);
  const bus = await createNatsBus({ url: natsUrl, streams: newsStreams, name: "matchmaker" });
  const matchmaker = createMatchmaker({ bus, thesaurus: loadThesaurus(), clock: systemClock, log });
  const drain = async () => {
    await matchmaker.stop();
    await bus.close();
    log.info("stopped");
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void drain());
  await matchmaker.start();
  log.info("started");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
