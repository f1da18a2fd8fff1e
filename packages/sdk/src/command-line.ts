#!/usr/bin/env node
import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { type ImportCommand, importFile, typeOfFile } from "./import-file.ts";
import { MilangoProblem } from "./problem.ts";
import { createRooms } from "./rooms.ts";

/** The `milango` command. Exit codes: 0 done, 1 failed or refused by the server, 2 wrongly called. */
const help = `milango: work with an installation of Milango from a terminal

  milango import FILE [options]   take in a file of actors

FILE is GeoJSON or GoGoCarto's JSON (.geojson, .json) or a table (.csv, .tsv; comma, semicolon or tab).

  --dry-run          report what would happen and change nothing
  --accept-outside   take actors of countries outside the network too
  --source NAME      where the file comes from (default: its name); the same source again updates its actors
  --url URL          the installation (default: MILANGO_URL, else http://localhost:8080)
  --key KEY          an API key with the scope actors:import (default: MILANGO_KEY)
  --help             this text
`;

const options = {
  "dry-run": { type: "boolean", default: false },
  "accept-outside": { type: "boolean", default: false },
  source: { type: "string" },
  url: { type: "string" },
  key: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const called = readWords(words);
  if (typeof called === "string") {
    console.error(`${called}\n\n${help}`);
    return 2;
  }
  const { values, positionals } = called;
  const [command, file, ...rest] = positionals;
  if (values.help || command === "help") {
    console.log(help);
    return 0;
  }
  if (command !== "import" || file === undefined || rest.length > 0) {
    const wrong = command === "import" ? "import takes one file" : `${command ?? "nothing"} is not a command`;
    console.error(`milango: ${wrong}\n\n${help}`);
    return 2;
  }
  const { imports } = createRooms({
    baseUrl: values.url ?? process.env.MILANGO_URL ?? "http://localhost:8080",
    apiKey: values.key ?? process.env.MILANGO_KEY,
  });
  const settings: ImportCommand = {
    dryRun: values["dry-run"],
    acceptOutside: values["accept-outside"],
    source: values.source ?? basename(file).replace(/\.[^.]*$/, ""),
  };
  try {
    const blob = await openAsBlob(file, { type: typeOfFile(file) });
    return await importFile(imports, blob, settings, {
      line: (text) => console.log(text),
      progress: (text) => process.stdout.isTTY && process.stdout.write(`\r\u001b[2K${text}`),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
  } catch (error) {
    console.error(`milango: ${explain(error, file)}`);
    return 1;
  }
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    return `milango: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function explain(error: unknown, file: string): string {
  if (error instanceof MilangoProblem) {
    if (error.code === "NETWORK") return "the server does not answer; is it running, and is --url right?";
    return `${error.detail} (${error.code})`;
  }
  if (error instanceof Error && "code" in error) return `${file} cannot be read (${String(error.code)})`;
  return error instanceof Error ? error.message : String(error);
}
