import type { TestGateway } from "./start-test-gateway.ts";

/** A part of JSON Schema: what the OpenAPI document says of bodies and queries here. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly minimum?: number;
  readonly minLength?: number;
}

interface Parameter {
  readonly in: "path" | "query";
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** A route as the OpenAPI document lists it. */
export interface ApiRoute {
  /** For instance `PATCH /needs/{id}`. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below /api/v1. */
  readonly path: string;
  readonly query: readonly Parameter[];
  /** Nothing for routes that read no body by a schema. */
  readonly body: Schema | undefined;
}

const prefix = "/api/v1";

/** Every route of the API, read as any program would read them. */
export async function readApiRoutes(test: TestGateway): Promise<ApiRoute[]> {
  const { paths } = (await test.ask("GET", "/openapi.json")).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, { parameters = [], requestBody }]) => {
      const method = verb.toUpperCase() as ApiRoute["method"];
      const below = path.slice(prefix.length);
      return {
        name: `${method} ${below}`,
        method,
        path: below,
        query: parameters.filter((parameter) => parameter.in === "query"),
        body: requestBody?.content["application/json"]?.schema,
      };
    }),
  );
}
