import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareGround } from "../ground.ts";
import { createJudge, type Row } from "../row.ts";
import { coldRead, lostIn, openTypist, sleep, until } from "../typist.ts";

const size = "400m";

/** Whether a disk of a few hundred megabytes can be made here. */
export function smallDiskMissing(): string | undefined {
  try {
    const folder = mkdtempSync(join(tmpdir(), "milango-disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" });
    execFileSync("umount", [folder]);
    rmSync(folder, { recursive: true });
    return undefined;
  } catch {
    return "a tmpfs cannot be mounted";
  }
}

/** PostgreSQL's disk runs full: nothing false is acknowledged, and it goes on once there is room. */
export const disk: Row = {
  name: "disk full",
  count: 5,
  async run(count) {
    const judge = createJudge();
    const folder = mkdtempSync(join(tmpdir(), "milango-disk-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size},mode=777`, "tmpfs", folder]);
    const ground = await prepareGround({ gateways: 1, folder });
    const [gateway] = ground.gateways;
    if (gateway === undefined) throw new Error("No gateway");
    let [acknowledged, lost, refusedAll] = [0, 0, 0];
    const ballast = join(folder, "ballast");
    try {
      const [id = ""] = await ground.documents(1);
      for (let nth = 0; nth < count; nth++) {
        const typist = await openTypist(gateway.port, id);
        await sleep(200);
        fill(ballast);
        // Its log has room in files already there: it types until these are full.
        await until("the disk is felt", 60_000, () => !typist.isOpen).catch((error: unknown) =>
          judge.expect(false, String(error)),
        );
        refusedAll++;
        rmSync(ballast, { force: true });
        await until("served again", 20_000, async () => {
          const probe = await openTypist(gateway.port, id, { pauseMs: 20 });
          await sleep(200);
          probe.close();
          return probe.acknowledged > 0;
        }).catch(async (error: unknown) => {
          // PostgreSQL may have stopped itself: somebody starts it again.
          await ground.postgres.start().catch(() => undefined);
          judge.expect(false, String(error));
        });
        acknowledged += typist.acknowledged;
        lost += lostIn(await coldRead(gateway.port, id), typist.promised);
      }
    } finally {
      rmSync(ballast, { force: true });
      await ground.stop();
      execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true, force: true });
    }
    judge.expect(lost === 0, `${lost} edits lost`);
    return judge.outcome({ times: count, acknowledged, closed: refusedAll, lost });
  },
};

function fill(file: string): void {
  const chunk = Buffer.alloc(1024 * 1024, 1);
  const { bfree, bsize } = statfsSync(join(file, ".."));
  for (let left = bfree * bsize; left > 0; left -= chunk.length) {
    try {
      writeFileSync(file, chunk.subarray(0, Math.min(chunk.length, left)), { flag: "a" });
    } catch {
      return;
    }
  }
}
