import { readFile } from "node:fs/promises";
import { LanguageSchema, localizedTextSchema } from "@milango/core/text";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

const DemoNetworkSchema = Type.Object({
  actors: Type.Array(
    Type.Object({
      id: Type.String(),
      territory: Type.String(),
      language: LanguageSchema,
      name: Type.String(),
      legalForm: Type.String(),
      filieres: Type.Array(Type.String()),
      location: Type.Object({ lat: Type.Number(), lon: Type.Number() }),
      needs: Type.Array(localizedTextSchema(2000)),
      offers: Type.Array(localizedTextSchema(2000)),
    }),
  ),
  workshops: Type.Array(
    Type.Object({
      title: localizedTextSchema(200),
      format: Type.String(),
      startUtc: Type.String(),
      localTimes: Type.Record(Type.String(), Type.String()),
      goal: localizedTextSchema(2000),
      agenda: Type.Array(
        Type.Object({ minutes: Type.Integer(), title: localizedTextSchema(300), lead: Type.String() }),
      ),
    }),
  ),
});
export type DemoNetwork = Static<typeof DemoNetworkSchema>;

const file = new URL("../../../../../seed/demo-network.json", import.meta.url);

/** The fictional demo network of `seed/`. */
export async function readDemoNetwork(): Promise<DemoNetwork> {
  return Value.Parse(DemoNetworkSchema, JSON.parse(await readFile(file, "utf8")));
}

/** Moves a date of the seed into the coming year: the same day and hour, the first time it comes after `now`. */
export function inComingYear(iso: string, now: number): string {
  const date = new Date(iso);
  do date.setUTCFullYear(date.getUTCFullYear() + 1);
  while (date.getTime() <= now);
  const earlier = new Date(date);
  earlier.setUTCFullYear(earlier.getUTCFullYear() - 1);
  return (earlier.getTime() > now ? earlier : date).toISOString();
}
