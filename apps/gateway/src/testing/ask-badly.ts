import { type ErrorCode, errorCatalogue, isErrorCode } from "@milango/core/errors";
import type { ApiRoute } from "./api-routes.ts";
import type { ArrangedRecord } from "./arrange-record.ts";
import { sampleOf } from "./sample-body.ts";
import { rootKey, type TestGateway } from "./start-test-gateway.ts";

export type Headers = Readonly<Record<string, string>>;
export const root: Headers = { authorization: `Bearer ${rootKey}` };

/** Asks routes with everything as it should be, but for what a test puts wrong. */
export interface BadAsker {
  /** The path with ids that exist, or with `id`, and with what its query must hold. */
  pathOf(route: ApiRoute, id?: string): string;
  /** A body the route takes; nothing when it takes none. */
  sampleFor(route: ApiRoute): unknown;
  /**
   * What is wrong with an answer that should refuse: nothing when it is a problem document with one of the codes, of a
   * status that blames the one who asked.
   */
  faultOf(
    route: ApiRoute,
    what: string,
    asked: { readonly path?: string; readonly body?: unknown; readonly headers?: Headers },
    expected: readonly ErrorCode[],
  ): Promise<string[]>;
}

export function createBadAsker(test: TestGateway, record: ArrangedRecord): BadAsker {
  const { actorId, partnerId, idAfter } = record;
  const known = {
    actorId,
    partnerId,
    actorIds: [actorId],
    introductionId: idAfter.introductions,
    workshopId: idAfter.workshops,
    threadId: idAfter.comments,
    legalForm: "fr-scic",
    sectors: ["waste"],
    persona: "saint-martin",
  };
  const pathOf: BadAsker["pathOf"] = (route, id) => {
    const path = route.path.replace(/([^/]+)\/\{\w+\}/g, (_, kind: string) => `${kind}/${id ?? idAfter[kind]}`);
    const needed = route.query.filter(({ required }) => required === true);
    const asked = ({ name, schema }: (typeof needed)[number]) => `${name}=${sampleOf(schema, known, name)}`;
    return needed.length === 0 ? path : `${path}?${needed.map(asked).join("&")}`;
  };
  const sampleFor: BadAsker["sampleFor"] = ({ body }) => (body === undefined ? undefined : sampleOf(body, known));
  return {
    pathOf,
    sampleFor,
    async faultOf(route, what, { path = pathOf(route), body = sampleFor(route), headers = root }, expected) {
      const answer = await test.ask(route.method, path, body, headers);
      const code: unknown = answer.body?.code;
      const fits =
        answer.headers.get("content-type")?.startsWith("application/problem+json") === true &&
        isErrorCode(code) &&
        answer.status === errorCatalogue[code].status &&
        answer.body.status === answer.status &&
        answer.status < 500 &&
        // Sign-in counts every try, the bad ones first of all.
        (code === "RATE_LIMITED" || expected.includes(code));
      return fits ? [] : [`${route.name} with ${what}: ${answer.status} ${JSON.stringify(answer.body)}`.slice(0, 300)];
    },
  };
}
