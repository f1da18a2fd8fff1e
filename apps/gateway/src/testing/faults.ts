import type { ErrorCode } from "@milango/core/errors";
import type { ApiRoute } from "./api-routes.ts";

interface BodyFault {
  readonly what: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code: ErrorCode;
}
interface QueryFault {
  readonly what: string;
  readonly path: string;
  readonly code: ErrorCode;
}

const deep = `${'{"x":'.repeat(1000)}1${"}".repeat(1000)}`;

/** Bodies that no route takes, whatever it is for; the sample is what the route would take. */
export function bodyFaults(sample: unknown): BodyFault[] {
  const inner = JSON.stringify(sample ?? {}).slice(1, -1);
  const withField = (field: string) => `{${field}${inner === "" ? "" : `,${inner}`}}`;
  return [
    { what: "half an object", body: '{"a":', code: "MALFORMED_JSON" },
    { what: "an empty body of JSON", body: "", code: "MALFORMED_JSON" },
    { what: "no JSON at all", body: "name=x", code: "MALFORMED_JSON" },
    {
      what: "another content type",
      body: "x",
      headers: { "content-type": "text/plain" },
      code: "UNSUPPORTED_MEDIA_TYPE",
    },
    { what: "2 MB", body: withField(`"x":"${"x".repeat(2_000_000)}"`), code: "BODY_TOO_LARGE" },
    { what: "__proto__", body: withField('"__proto__":{"admin":true}'), code: "MALFORMED_JSON" },
    { what: "__proto__ within", body: withField('"x":{"__proto__":{"admin":true}}'), code: "MALFORMED_JSON" },
    { what: "constructor", body: withField('"constructor":{"prototype":{"admin":true}}'), code: "MALFORMED_JSON" },
    { what: "1,000 levels", body: withField(`"x":${deep}`), code: "INVALID_REQUEST" },
    { what: "NUL", body: withField('"x":"a\\u0000b"'), code: "INVALID_REQUEST" },
    { what: "NUL in a key", body: withField('"a\\u0000b":1'), code: "INVALID_REQUEST" },
    { what: "half a character", body: withField('"x":"\\ud800"'), code: "INVALID_REQUEST" },
    ...everyString(sample).flatMap(([pointer, put]) =>
      ["a\u0000b", "\udfff"].map(
        (text): BodyFault => ({
          what: `${JSON.stringify(text)} at ${pointer}`,
          body: put(text),
          code: "INVALID_REQUEST",
        }),
      ),
    ),
  ];
}

/** The sample with one value of another type, for each of its places; and other things than an object. */
export function wrongTypes(sample: unknown): Pick<BodyFault, "what" | "body">[] {
  if (sample === undefined) return [];
  const others = [null, true, 7, "text", [], [{}], { a: 1 }];
  const typeOf = (value: unknown) => (Array.isArray(value) ? "array" : value === null ? "null" : typeof value);
  const whole = others
    .filter((other) => typeOf(other) !== "object")
    .map((body) => ({ what: JSON.stringify(body), body: JSON.stringify(body) }));
  const inside = everyPlace(sample).flatMap(([pointer, value, put]) =>
    others
      // Null stands for "nothing known" in many fields.
      .filter((other) => typeOf(other) !== typeOf(value) && other !== null)
      .map((other) => ({ what: `${JSON.stringify(other)} at ${pointer}`, body: put(other) })),
  );
  return [...whole, ...inside, { what: "a field too many", body: { ...Object(sample), isAdministrator: true } }];
}

/** Values that a route's query does not take: bounds, other types, text that cannot be kept, cursors of others. */
export function queryFaults(route: ApiRoute, path: string): QueryFault[] {
  const join = path.includes("?") ? "&" : "?";
  const id = "01900000-0000-7000-8000-000000000000";
  const instant = "9999-99-99T00:00:00Z";
  // Names may be any text; only workshops are sorted by an instant.
  const cursors = [[], ["x"], ["x", "x"], ["\u0000", id], [1, "x"], [instant, "x"], [{}, []], [id, id, id]];
  if (route.path === "/workshops") cursors.push([instant, id]);
  return route.query.flatMap(({ name }): QueryFault[] => {
    const ask = (value: string, code: ErrorCode = "INVALID_REQUEST"): QueryFault => ({
      what: `${name}=${value.slice(0, 40)}`,
      path: `${path}${join}${name}=${value}`,
      code,
    });
    if (name === "limit") return ["0", "-1", "1000000", "1.5", "x", "%00"].map((value) => ask(value));
    if (name === "cursor") {
      const forged = [
        "e30",
        "%25",
        "x",
        ...cursors.map((values) => Buffer.from(JSON.stringify(values)).toString("base64url")),
      ];
      return [ask("%00"), ask("x".repeat(501)), ...forged.map((value) => ask(value, "INVALID_CURSOR"))];
    }
    return [ask("%00"), ask("x".repeat(301))];
  });
}

type Put = (value: unknown) => unknown;

/** Every place of a value with a way to put something else there. */
function everyPlace(value: unknown, pointer = "", put: Put = (other) => other): [string, unknown, Put][] {
  if (typeof value !== "object" || value === null) return pointer === "" ? [] : [[pointer, value, put]];
  const inner = Object.entries(value).flatMap(([key, held]) =>
    everyPlace(held, `${pointer}/${key}`, (other) =>
      put(Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other }),
    ),
  );
  return pointer === "" ? inner : [[pointer, value, put], ...inner];
}

function everyString(value: unknown): [string, Put][] {
  return everyPlace(value).flatMap(([pointer, held, put]) => (typeof held === "string" ? [[pointer, put]] : []));
}
