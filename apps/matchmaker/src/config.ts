/** The settings of the distributed matchmaker. */
export interface Config {
  readonly natsUrl: string;
  /** Where `/healthz` answers; nowhere when it is not set. */
  readonly healthPort: number | undefined;
}

/** Reads the environment; throws one error that names every bad setting. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const natsUrl = environment.NATS_URL ?? "";
  if (natsUrl === "")
    faults.push("NATS_URL is missing: the server the matchmaker reads from, like nats://localhost:4222");
  else if (!/^(?:nats|tls|ws|wss):\/\/\S+$/.test(natsUrl))
    faults.push("NATS_URL is not a nats://, tls://, ws:// or wss:// address");
  const health = environment.MILANGO_HEALTH_PORT ?? "";
  if (health !== "" && !(/^\d{1,5}$/.test(health) && Number(health) <= 65535))
    faults.push("MILANGO_HEALTH_PORT is not a port");
  if (faults.length > 0) throw new Error(`Bad settings:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  return { natsUrl, healthPort: health === "" ? undefined : Number(health) };
}
