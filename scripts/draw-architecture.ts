import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cruise, workspaces } from "./cruise.ts";

/** The page whose drawings are made from the code. */
export const architecturePage = "docs/architecture.md";

const rooms = [
  "identity",
  "members",
  "actors",
  "needs",
  "matching",
  "introductions",
  "workshops",
  "documents",
] as const;
/** Rooms that a floor calls by what it does there: the matchmaker is the room `matching` as a whole. */
const elsewhere: Readonly<Record<string, string>> = {
  "apps/matchmaker matching": "the whole workspace",
  "packages/sdk documents": "`live/`",
  "packages/sdk matching": "`suggestions.ts`",
};

/** The architecture page with its drawings made anew from the imports and folders of today. */
export function drawArchitecture({ imports }: Cruise): string {
  const drawings: Readonly<Record<string, string>> = { arrows: arrows(imports), rooms: roomTable() };
  return readFileSync(architecturePage, "utf8").replaceAll(
    /(<!-- drawn from the code: (\w+) -->\n).*?(<!-- end -->)/gs,
    (_, begin: string, name: string, end: string) => `${begin}${drawings[name]}${end}`,
  );
}

/** A Mermaid graph: an arrow for each workspace that imports another. */
function arrows(imports: Cruise["imports"]): string {
  const found = new Set<string>();
  for (const [from, to] of [...imports, ...threads()]) {
    if (/\.test\.tsx?$|\/testing\//.test(from)) continue;
    const [source, target] = [workspaceOf(from), workspaceOf(to)];
    if (source === undefined || target === undefined || source === target) continue;
    found.add(`  ${idOf(source)} --> ${idOf(target)}`);
  }
  const boxes = workspaces.map((folder) => `  ${idOf(folder)}["${folder}"]`);
  return `\`\`\`mermaid\nflowchart TD\n${[...boxes, ...[...found].sort()].join("\n")}\n\`\`\`\n`;
}

/** A worker thread is started by the name of its package: an arrow like any other. */
function threads(): Cruise["imports"] {
  return workspaces.flatMap((folder) => {
    const main = join(folder, "src/main.ts");
    const text = existsSync(main) ? readFileSync(main, "utf8") : "";
    return [...text.matchAll(/import\.meta\.resolve\("@milango\/([a-z-]+)/g)].map(
      ([, name]) => [main, `apps/${name}/`] as const,
    );
  });
}

/** Which room is on which floor. */
function roomTable(): string {
  const floors = ["packages/core", "apps/gateway", "apps/matchmaker", "packages/sdk", "apps/workspace-web"];
  const rows = rooms.map((room) => {
    const cells = floors.map((floor) => {
      const src = join(floor, "src", room);
      return elsewhere[`${floor} ${room}`] ?? (existsSync(src) ? "folder" : existsSync(`${src}.ts`) ? "file" : "");
    });
    return `| ${room} | ${cells.join(" | ")} |`;
  });
  return `| room | ${floors.join(" | ")} |\n|---|${floors.map(() => "---|").join("")}\n${rows.join("\n")}\n`;
}

function workspaceOf(file: string): string | undefined {
  return workspaces.find((folder) => file.startsWith(`${folder}/`));
}

function idOf(folder: string): string {
  return folder.replaceAll(/[^a-z]/g, "_");
}
