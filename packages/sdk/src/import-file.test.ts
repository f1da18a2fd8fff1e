import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ActorImport } from "@milango/core/actors/import";
import { describe, expect, it } from "vitest";
import { importFile, typeOfFile } from "./import-file.ts";
import { createRooms } from "./rooms.ts";

const running: ActorImport = {
  id: "0190f8a0-0000-7000-8000-000000000001",
  state: "running",
  dryRun: true,
  acceptOutside: false,
  source: "census",
  progress: { read: 0, total: 3 },
  report: null,
  failure: null,
  createdAt: "2026-10-01T00:00:00.000Z",
  updatedAt: "2026-10-01T00:00:00.000Z",
};
const done: ActorImport = {
  ...running,
  state: "done",
  progress: { read: 3, total: 3 },
  report: {
    read: 3,
    imported: 2,
    updated: 0,
    unchanged: 0,
    refused: [{ index: 2, name: "Kraftfeld", code: "OUTSIDE_NETWORK", reason: "Austria (AT) is not one of ours" }],
    refusedByCode: { OUTSIDE_NETWORK: 1 },
    flagged: [{ index: 0, name: "Ti Jardin", flag: "MISSING_DESCRIPTION", detail: "nothing says what it does" }],
    flaggedByFlag: { MISSING_DESCRIPTION: 1 },
  },
};

function importsAnswering(...answers: ActorImport[]) {
  const requests: Request[] = [];
  const fetch = async (address: string | URL | Request, init?: RequestInit) => {
    requests.push(new Request(address, init));
    return Response.json(answers.shift());
  };
  return { requests, imports: createRooms({ baseUrl: "http://milango.test", fetch }).imports };
}

const settings = { dryRun: true, acceptOutside: false, source: "census" };

describe("importing a file from the command line", () => {
  it("sends the file as it is, follows it to its end and prints what became of it", async () => {
    const { requests, imports } = importsAnswering(running, { ...running, progress: { read: 2, total: 3 } }, done);
    const lines: string[] = [];
    const progress: string[] = [];
    const terminal = { line: lines.push.bind(lines), progress: progress.push.bind(progress), wait: async () => {} };
    const code = await importFile(imports, new Blob(["nom\n"], { type: "text/csv" }), settings, terminal);
    expect(code).toBe(0);
    expect(requests[0]?.url).toBe(
      "http://milango.test/api/v1/actors/imports?dryRun=true&acceptOutside=false&source=census",
    );
    expect(requests[0]?.headers.get("content-type")).toBe("text/csv");
    expect(await requests[0]?.text()).toBe("nom\n");
    expect(progress).toEqual(["0 of 3 records (0 %)", "2 of 3 records (66 %)", ""]);
    expect(lines[0]).toBe("3 read: 2 imported, 0 updated, 0 unchanged, 1 refused (dry run: nothing was changed)");
    expect(lines).toContain('  record 2 "Kraftfeld": Austria (AT) is not one of ours (OUTSIDE_NETWORK)');
  });

  it("answers 1 when the server failed on the way", async () => {
    const { imports } = importsAnswering({ ...running, state: "failed", failure: "the database went away" });
    const lines: string[] = [];
    const terminal = { line: lines.push.bind(lines), progress: () => {}, wait: async () => {} };
    expect(await importFile(imports, new Blob([]), settings, terminal)).toBe(1);
    expect(lines[0]).toContain("the database went away");
  });

  it("tells the type of a file by its name", () => {
    const types = ["a.geojson", "B.JSON", "c.csv", "d.tsv", "e"].map(typeOfFile);
    expect(types).toEqual(["application/geo+json", "application/json", "text/csv", "text/csv", "text/csv"]);
  });
});

describe("the milango command", () => {
  const command = fileURLToPath(new URL("./command-line.ts", import.meta.url));
  const milango = (...words: string[]) =>
    promisify(execFile)(process.execPath, [command, ...words], { env: {} }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (failure: { code: number; stdout: string; stderr: string }) => failure,
    );

  it("explains itself, and says 2 to what it does not understand", async () => {
    expect(await milango("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("milango import FILE") });
    expect(await milango("export")).toMatchObject({ code: 2, stderr: expect.stringContaining("not a command") });
    expect(await milango("import", "a.csv", "--dryrun")).toMatchObject({ code: 2 });
    expect(await milango("import")).toMatchObject({ code: 2 });
  });

  it("says 1 when the file or the server is not there", async () => {
    expect(await milango("import", "/nowhere.csv")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("/nowhere.csv cannot be read"),
    });
    expect(await milango("import", command, "--url", "http://127.0.0.1:9")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("the server does not answer"),
    });
  });

  it("says the server's reason and 1 when the file is refused, and sends the key", async () => {
    let authorization: string | undefined;
    const server = createServer((request, response) => {
      authorization = request.headers.authorization;
      response.writeHead(422, { "content-type": "application/problem+json" });
      response.end(JSON.stringify({ code: "IMPORT_UNREADABLE", detail: "No column is called name." }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const answer = await milango("import", command, "--url", `http://127.0.0.1:${port}`, "--key", "mlg_x");
    server.close();
    expect(answer).toMatchObject({ code: 1, stderr: "milango: No column is called name. (IMPORT_UNREADABLE)\n" });
    expect(authorization).toBe("Bearer mlg_x");
  });
});
