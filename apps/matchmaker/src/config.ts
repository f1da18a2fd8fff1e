/** The settings of the distributed matchmaker. */
export interface Config {
  readonly natsUrl: string;
}

/** Reads the environment; throws one error that names every bad setting. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const natsUrl = environment.NATS_URL ?? "";
  if (natsUrl === "")
    faults.push("NATS_URL is missing: the server the matchmaker reads from, like nats://localhost:4222");
  else if (!/^(?:nats|tls|ws|wss):\/\/\S+$/.test(natsUrl))
    faults.push("NATS_URL is not a nats://, tls://, ws:// or wss:// address");
  if (faults.length > 0) throw new Error(`Bad settings:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  return { natsUrl };
}
