import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * Two processes on one PGlite directory lose data without a word, so one process holds it: a file with its pid, made
 * only if it is not there. A dead process's file is cleared; a live one's is never taken.
 */
export async function holdDirectory(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, "held-by");
  for (let tries = 0; tries < 5; tries++) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number.parseInt(await readFile(file, "utf8").catch(() => ""), 10);
    if (Number.isInteger(holder) && isAlive(holder) && holder !== process.pid) {
      throw new Error(
        `The data directory ${directory} is in use by process ${holder}. Stop it, or set MILANGO_DATA_DIR to another folder.`,
      );
    }
    await rm(file, { force: true });
  }
  throw new Error(`The data directory ${directory} could not be held; another process keeps taking it.`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
