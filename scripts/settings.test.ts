import { readFileSync } from "node:fs";
import { SettingsSchema } from "@milango/gateway/settings";
import { expect, test } from "vitest";
import { envExample } from "./env-example.ts";

const compose = readFileSync("docker-compose.yml", "utf8");

test(".env.example says what the schema says", () => {
  expect(readFileSync(".env.example", "utf8"), "npm run draw writes it anew").toBe(envExample());
});

test("docker-compose.yml sets nothing that no program reads", () => {
  const gateway = compose.slice(compose.indexOf("x-gateway-settings"), compose.indexOf("x-matchmaker"));
  const set = [...gateway.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name ?? "");
  expect(set.length).toBeGreaterThan(8);
  for (const name of set) expect(Object.keys(SettingsSchema.properties)).toContain(name);
});

test("docker-compose.yml asks for what a gateway cannot start without", () => {
  for (const name of ["POSTGRES_PASSWORD", "MILANGO_SECRET"]) expect(compose).toContain(`\${${name}:?`);
});
