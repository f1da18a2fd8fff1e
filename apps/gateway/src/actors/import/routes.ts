import { ActorImportSchema, ImportUndoneSchema } from "@milango/core/actors/import";
import { MilangoError } from "@milango/core/errors";
import type { Caller } from "@milango/core/identity";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Deps } from "../../deps.ts";
import type { App } from "../../http/app.ts";
import { write } from "../../http/write.ts";
import { absent, authorise, callerOf, nameOf } from "../../identity/request-caller.ts";
import { createImportJobs } from "./import-jobs.ts";
import { readFile } from "./read-file.ts";
import { claimUndo, insertImport, readImport } from "./store.ts";
import { undoImport } from "./undo-import.ts";
import { acceptUploads, isUpload, largestFile } from "./upload.ts";

const params = Type.Object({ id: Type.String({ format: "uuid" }) });
const flag = (description: string) => Type.Optional(Type.Boolean({ default: false, description }));
const startQuery = Type.Object({
  dryRun: flag("Report what would happen and change nothing"),
  acceptOutside: flag("Take actors of countries outside the network too"),
  source: Type.Optional(
    Type.String({
      pattern: "^[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,79}$",
      default: "file",
      description: "Where the file comes from; the same source again updates its actors",
    }),
  ),
});

/** `POST /actors/imports` takes a file as its body, `GET …/{id}` follows it, `POST …/{id}/undo` takes it back. */
export function importRoutes(app: App, deps: Deps): void {
  const jobs = createImportJobs(deps);
  app.addHook("onClose", () => jobs.stop());

  app.register(async (scope: App) => {
    acceptUploads(scope);
    scope.post(
      "/actors/imports",
      {
        bodyLimit: largestFile,
        schema: { querystring: startQuery, response: { 202: ActorImportSchema } },
        // Asked before the body is read: nobody sends 50 MB to be turned away.
        onRequest: async (request) => authorise(callerOf(request), { act: "actors.import" }),
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { body } = request;
        if (!isUpload(body)) throw new MilangoError("IMPORT_UNREADABLE", "The body is empty; send the file itself.");
        jobs.mustHaveRoom();
        const records = await readFile(body.bytes, body.format);
        const { dryRun = false, acceptOutside = false, source = "file" } = request.query;
        let started: string | undefined;
        const answer = await write(deps, request, reply, async ({ trx }) => {
          const id = deps.newId();
          const settings = { id, source, dryRun, acceptOutside, total: records.length, by: nameOf(caller) };
          const created = await insertImport(trx, settings, deps.clock);
          started = id;
          return { status: 202, body: created };
        });
        // A repeated request got its first answer, and the import it started runs already.
        if (started !== undefined) {
          jobs.start({ id: started, source, dryRun, acceptOutside, territories: territoriesOf(caller) }, records);
        }
        return answer;
      },
    );
  });

  /** An import to follow or to take back; one that may reach beyond a key's territories is absent for it. */
  const find = async (request: FastifyRequest, id: string) => {
    const caller = callerOf(request);
    authorise(caller, { act: "actors.import" });
    const by = territoriesOf(caller) === null ? undefined : nameOf(caller);
    const found = await readImport(deps.db, id, deps.clock, by);
    if (found === undefined) throw absent();
    return found;
  };

  app.get("/actors/imports/:id", { schema: { params, response: { 200: ActorImportSchema } } }, async (request) => {
    return find(request, request.params.id);
  });

  app.post(
    "/actors/imports/:id/undo",
    { schema: { params, response: { 200: ImportUndoneSchema } } },
    async (request) => {
      const { id } = await find(request, request.params.id);
      await claimUndo(deps.db, id, deps.clock);
      return undoImport(deps, id);
    },
  );
}

/** A key limited to territories imports into those only. */
function territoriesOf(caller: Caller): readonly string[] | null {
  return caller.kind === "program" ? caller.territories : null;
}
