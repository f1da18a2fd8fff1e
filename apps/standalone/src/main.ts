import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { connectLocalBus, createLocalHub } from "@milango/bus";
import { newsStreams } from "@milango/core/messages";
import { createJsonLog, loadThesaurus, openDatabase, readSettings, startGateway, webRoot } from "@milango/gateway";
import { ownSecret } from "./own-secret.ts";

const clock = { now: () => Date.now() };
const log = createJsonLog(clock, (line) => process.stderr.write(line));
const begun = clock.now();

try {
  const given = readSettings({ MILANGO_DEMO: "1", ...process.env });
  const settings = { ...given, MILANGO_SECRET: given.MILANGO_SECRET ?? (await ownSecret(given.MILANGO_DATA_DIR)) };
  const { DATABASE_URL, MILANGO_DATA_DIR } = settings;
  const place = DATABASE_URL === undefined ? { directory: MILANGO_DATA_DIR } : { url: DATABASE_URL };
  const hub = createLocalHub(newsStreams, {
    onSetAside: ({ message, error }) =>
      log.error("a message that failed five times is set aside", { subject: message.subject, reason: String(error) }),
  });
  const port = hub.port();
  const matchmaker = new Worker(new URL(import.meta.resolve("@milango/matchmaker/worker")), {
    workerData: { port },
    transferList: [port],
  });
  matchmaker.on("error", (error) => {
    log.error("the matchmaker failed; suggestions stand still until a restart", { reason: String(error) });
  });

  const [database, thesaurus] = await Promise.all([openDatabase(place), loadThesaurus()]);
  const bus = connectLocalBus(hub.port());
  const gateway = await startGateway({ settings, database, bus, thesaurus, clock, log, webRoot });
  announce(settings, gateway.url);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    matchmaker.postMessage("stop");
    await Promise.race([once(matchmaker, "exit"), new Promise((resolve) => setTimeout(resolve, 3_000))]);
    await gateway.close();
    await bus.close();
    hub.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

function announce(settings: ReturnType<typeof readSettings>, url: string): void {
  const home = settings.MILANGO_PUBLIC_URL ?? url.replace("127.0.0.1", "localhost");
  const lines = [`Milango is ready (${((clock.now() - begun) / 1000).toFixed(1)} s): ${home}`];
  if (settings.MILANGO_DEMO) {
    lines.push(
      `  enter as Maëlle Hodge, Saint-Martin:  ${home}/sign-in?persona=saint-martin`,
      `  enter as Daniela Rojas, Costa Rica:   ${home}/sign-in?persona=costa-rica`,
      `  mail of the demo:                     ${home}/dev/inbox`,
    );
  }
  lines.push(`  API reference:                        ${home}/docs`);
  if (settings.DATABASE_URL === undefined) {
    lines.push(`  kept in ${settings.MILANGO_DATA_DIR} by an embedded database: a power cut may lose the last seconds`);
  }
  process.stdout.write(`${lines.join("\n")}\n`);
}
