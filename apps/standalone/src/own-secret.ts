import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A secret made at the first start and kept beside the record, so that a restart signs nobody out. */
export async function ownSecret(directory: string): Promise<string> {
  const file = join(directory, "secret");
  await mkdir(directory, { recursive: true });
  // Made only if it is not there; then read, whoever made it.
  await writeFile(file, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  return (await readFile(file, "utf8")).trim();
}
