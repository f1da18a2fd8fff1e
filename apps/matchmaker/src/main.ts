import { createNatsBus } from "@milango/bus";
import { newsStreams } from "@milango/core/messages";
import { systemClock } from "./clock.ts";
import { readConfig } from "./config.ts";
import { createEndpointEmbedder } from "./embedding/endpoint-embedder.ts";
import { loadThesaurus } from "./load-thesaurus.ts";
import { createJsonLog } from "./log.ts";
import { createMatchmaker } from "./matchmaker.ts";
import { serveHealth } from "./serve-health.ts";

const log = createJsonLog(systemClock, (line) => process.stdout.write(line));

try {
  const { natsUrl, healthPort, embeddings } = readConfig(process.env);
  const embedder = embeddings && createEndpointEmbedder(embeddings);
  const bus = createNatsBus({
    url: natsUrl,
    streams: newsStreams,
    name: "matchmaker",
    onSetAside: ({ message, error }) =>
      log.warn("a message that failed five times is set aside", {
        subject: message.subject,
        seq: message.seq,
        error: String(error),
      }),
    onFault: (fault, error) => log.warn(fault, error === undefined ? {} : { error: String(error) }),
  });
  const matchmaker = createMatchmaker({ bus, thesaurus: loadThesaurus(), clock: systemClock, log, embedder });
  const closeHealth = healthPort === undefined ? undefined : await serveHealth(healthPort, matchmaker);
  const drain = async () => {
    await closeHealth?.();
    await matchmaker.stop();
    await bus.close();
    log.info("stopped");
    // A connection that never came about would go on trying, and keep the process.
    process.exit();
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => drain().catch(fail));
  await matchmaker.start();
  log.info("started");
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
