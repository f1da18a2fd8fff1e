import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Every workspace with sources, like `packages/core`. */
export const workspaces: readonly string[] = ["packages", "apps"].flatMap((floor) =>
  readdirSync(floor)
    .map((name) => `${floor}/${name}`)
    .filter((folder) => existsSync(join(folder, "src"))),
);

/** What imports what, and which of it breaks a rule of `.dependency-cruiser.json`. */
export interface Cruise {
  readonly violations: readonly string[];
  /** One `[from, to]` for each import between files of ours. */
  readonly imports: readonly (readonly [string, string])[];
}

export function cruise(): Cruise {
  const sources = workspaces.map((folder) => join(folder, "src"));
  const { stdout, stderr, error } = spawnSync(
    "depcruise",
    ["--config", ".dependency-cruiser.json", "--output-type", "json", ...sources],
    { encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
  );
  if (error !== undefined || !stdout.startsWith("{")) throw new Error(`dependency-cruiser did not run: ${stderr}`);
  const { summary, modules } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
    modules: { source: string; dependencies: { resolved: string }[] }[];
  };
  if (summary.totalCruised < 100) throw new Error(`Only ${summary.totalCruised} modules were read; that cannot be all`);
  return {
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    imports: modules.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => [source, resolved] as const),
    ),
  };
}
