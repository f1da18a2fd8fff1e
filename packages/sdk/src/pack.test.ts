import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const here = join(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8")) as {
  dependencies: Record<string, string>;
};
const project = mkdtempSync(join(tmpdir(), "milango-packed-"));
afterAll(() => rmSync(project, { recursive: true, force: true }));

beforeAll(async () => {
  await run("npm", ["run", "--silent", "build"], { cwd: here });
  const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", project], { cwd: here });
  const tarball = join(project, stdout.trim());
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  const install = ["install", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0", tarball];
  await run("npm", install, { cwd: project, timeout: 60_000 }).catch(() => unpack(tarball));
}, 120_000);

/** Without a registry: the package as packed, and this repository's copies of what it depends on. */
async function unpack(tarball: string): Promise<void> {
  const modules = join(project, "node_modules");
  const own = join(modules, "@milango/sdk");
  mkdirSync(own, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", own, "--strip-components=1"]);
  mkdirSync(join(modules, ".bin"));
  symlinkSync("../@milango/sdk/dist/command-line.js", join(modules, ".bin/milango"));
  for (const name of Object.keys(manifest.dependencies)) {
    const found = require.resolve.paths(name)?.map((folder) => join(folder, name)) ?? [];
    const folder = found.find((candidate) => isPackage(candidate));
    if (folder !== undefined) symlinkSync(folder, join(modules, name));
  }
}

function isPackage(folder: string): boolean {
  try {
    return readFileSync(join(folder, "package.json")).length > 0;
  } catch {
    return false;
  }
}

test("the packed client runs in plain Node, in a project that holds nothing else", async () => {
  const program = `
    import { agenda, createMilango, MilangoProblem } from "@milango/sdk";
    import { createFileStore } from "@milango/sdk/node";
    const milango = createMilango({ baseUrl: "http://127.0.0.1:9" });
    const code = await milango.actors.list().catch((problem) => problem instanceof MilangoProblem && problem.code);
    const live = milango.documents.open("none");
    const { state } = live.status;
    live.close();
    if ((await createFileStore("kept").store.load("none")).length > 0) throw new Error("Nothing was kept");
    console.log(code, state, typeof agenda.addNode, agenda.readAgenda(live.doc).nodes.length);
  `;
  writeFileSync(join(project, "program.js"), program);
  const { stdout } = await run(process.execPath, ["program.js"], { cwd: project });
  expect(stdout.trim()).toBe("NETWORK connecting function 0");
});

test("the packed command line tells how it is called", async () => {
  const { stdout } = await run(join(project, "node_modules/.bin/milango"), ["--help"], {
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
  });
  expect(stdout).toContain("milango import FILE");
});

test("its declarations are whole: the strictest compiler reads them, and misuse does not compile", async () => {
  const program = `
    import { agenda, createMilango, type LiveStatus } from "@milango/sdk";
    const milango = createMilango({ baseUrl: "https://milango.example", apiKey: "mlg_x" });
    const { items } = await milango.workshops.list({ when: "next" });
    for (const { documents, title } of items) {
      const live = milango.documents.open(documents.agenda);
      live.onStatus((status: LiveStatus) => console.log(title, status.state));
      const nodes: readonly { readonly id: string }[] = agenda.readAgenda(live.doc).nodes;
      console.log(nodes.length);
    }
    milango.events.subscribe(["matching.suggested"], ({ name }) => console.log(name));
    // @ts-expect-error: a need is published with a text
    await milango.needs.publish("a", {});
    // @ts-expect-error: there is no such event
    milango.events.subscribe(["nothing.happened"], () => {});
  `;
  writeFileSync(join(project, "program.ts"), program);
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  const flags = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2024", "--exactOptionalPropertyTypes"];
  const { stdout } = await run(process.execPath, [tsc, ...flags, "program.ts"], { cwd: project }).catch(
    (failed: { stdout: string }) => failed,
  );
  expect(stdout).toBe("");
});
