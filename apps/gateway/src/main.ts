import { createNatsBus } from "@milango/bus";
import { newsStreams } from "@milango/core/messages";
import { readSettings } from "./config.ts";
import { openDatabase } from "./database/open-database.ts";
import { startGateway } from "./gateway.ts";
import { createJsonLog } from "./json-log.ts";
import { loadThesaurus } from "./load-thesaurus.ts";
import { webRoot } from "./web-root.ts";

const clock = { now: () => Date.now() };
const log = createJsonLog(clock, (line) => process.stdout.write(line));

try {
  const settings = readSettings(process.env);
  const { DATABASE_URL, NATS_URL } = settings;
  if (DATABASE_URL === undefined || NATS_URL === undefined) {
    throw new Error("A gateway alone needs DATABASE_URL and NATS_URL; for one process with everything run: npm start");
  }
  const database = await openDatabase({ url: DATABASE_URL });
  const bus = createNatsBus({
    url: NATS_URL,
    streams: newsStreams,
    name: "gateway",
    onSetAside: ({ message, error }) =>
      log.error("a message that failed five times is set aside", { subject: message.subject, reason: String(error) }),
    onFault: (fault, error) => log.warn(fault, error === undefined ? {} : { reason: String(error) }),
  });
  const gateway = await startGateway({
    settings,
    database,
    bus,
    thesaurus: await loadThesaurus(),
    clock,
    log,
    webRoot,
  });
  log.info("ready", { url: gateway.url });

  const stop = async () => {
    await gateway.close();
    await bus.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
