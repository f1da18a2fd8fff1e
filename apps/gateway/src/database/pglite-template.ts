import { existsSync } from "node:fs";
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import manifest from "../../package.json" with { type: "json" };

const version = manifest.dependencies["@electric-sql/pglite"];
const template = new URL(`../../dist/pglite-${version}/`, import.meta.url);
const finished = new URL("finished", template);

/**
 * Making an empty database takes PGlite 2.5 s, copying one 0.1 s: the build makes one, the first start copies it. It
 * is bound to the version that made it; without it the database is made in place.
 */
export async function makePgliteTemplate(): Promise<void> {
  if (existsSync(finished)) return;
  await rm(template, { recursive: true, force: true });
  await mkdir(template, { recursive: true });
  const pglite = await PGlite.create(new URL("data", template).pathname);
  await pglite.close();
  await writeFile(finished, "");
}

/** Puts an empty database at `directory` when nothing is there; whole or not at all. */
export async function copyPgliteTemplate(directory: string): Promise<void> {
  if (existsSync(directory) || !existsSync(finished)) return;
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(new URL("data", template), unfinished, { recursive: true });
  await rename(unfinished, directory);
}
