import type { Endpoint } from "./embedding/endpoint-embedder.ts";

/** The settings of the distributed matchmaker. */
export interface Config {
  readonly natsUrl: string;
  /** Where `/healthz` answers; nowhere when it is not set. */
  readonly healthPort: number | undefined;
  /** An endpoint that turns texts into vectors; none by default. */
  readonly embeddings: Endpoint | undefined;
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
  const embeddings = readEndpoint(environment, faults);
  if (faults.length > 0) throw new Error(`Bad settings:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  return {
    natsUrl,
    healthPort: health === "" ? undefined : Number(health),
    embeddings,
  };
}

/** The endpoint for embeddings, if one is set; what is wrong is added to `faults`. */
export function readEndpoint(
  environment: Readonly<Record<string, string | undefined>>,
  faults: string[],
): Endpoint | undefined {
  const [url = "", model = "", key = ""] = ["URL", "MODEL", "KEY"].map(
    (name) => environment[`MILANGO_EMBEDDINGS_${name}`],
  );
  if (url !== "" && !/^https?:\/\/\S+$/.test(url)) faults.push("MILANGO_EMBEDDINGS_URL is not an http address");
  if ((url === "") !== (model === "")) faults.push("MILANGO_EMBEDDINGS_URL and MILANGO_EMBEDDINGS_MODEL go together");
  return url === "" ? undefined : { url, model, key: key === "" ? undefined : key };
}
