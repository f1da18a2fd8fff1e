import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cluster, startCluster } from "../testing/start-cluster.ts";
import { natsMissing } from "../testing/start-nats.ts";
import { postgresMissing } from "../testing/start-postgres.ts";

const missing = natsMissing ?? postgresMissing;

describe.skipIf(missing !== undefined)(`an outage of NATS ${missing ?? ""}`, () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  const ask = async (gateway: 0 | 1, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${cluster.gateways[gateway].url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${cluster.rootKey}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  const partnersOf = async (id: string): Promise<string[]> =>
    (await ask(1, "GET", `/actors/${id}/suggestions?limit=200`)).body.items.map(
      ({ partner }: { partner: { name: string } }) => partner.name,
    );

  it.each([
    ["restarted", false],
    ["restarted without its streams", true],
  ])("lets writing go on, and suggestions arrive once it is %s, none twice", async (_, wiped) => {
    const find = async (q: string) => (await ask(0, "GET", `/actors?q=${q}`)).body.items[0].id as string;
    const carnival = await find("paillette");
    const turtles = await find("carey");
    await expect.poll(() => partnersOf(turtles), { timeout: 20_000 }).not.toEqual([]);
    if (!wiped) expect(await partnersOf(turtles)).not.toContain("Carnaval Zéro Paillette");

    await cluster.nats.kill();
    if (wiped) cluster.nats.wipe();
    const text = { fr: "Des fiches et un protocole de patrouille de nuit pour suivre les nids de tortues marines" };
    const published = await ask(0, "POST", `/actors/${carnival}/needs`, { text });
    expect(published.status).toBe(201);
    await cluster.nats.start();
    await expect
      .poll(() => partnersOf(turtles), { timeout: 60_000, interval: 250 })
      .toContain("Carnaval Zéro Paillette");
    const partners = await partnersOf(turtles);
    expect(new Set(partners).size).toBe(partners.length);

    await ask(0, "DELETE", `/needs/${published.body.id}`);
    await expect
      .poll(() => partnersOf(turtles), { timeout: 60_000, interval: 250 })
      .not.toContain("Carnaval Zéro Paillette");
  });
});
