import type { ErrorCode, FieldProblem } from "@milango/core/errors";

/** What a client can meet besides the server's own codes: no answer at all, or an answer that is not ours. */
export type ProblemCode = ErrorCode | "NETWORK" | "UNREADABLE";

/**
 * A request that failed. `code` is stable and meant for programs; `detail` is English and says what to do; `fields`
 * point into the request. `status` is 0 when the server was never reached.
 */
export class MilangoProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string;
  readonly fields: readonly FieldProblem[];

  constructor(
    code: ProblemCode,
    status: number,
    detail: string,
    options: { fields?: readonly FieldProblem[]; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "MilangoProblem";
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.fields = options.fields ?? [];
  }
}

/** Reads a failed answer: an RFC 9457 document of ours, or whatever a proxy in between wrote instead. */
export async function readProblem(response: Response): Promise<MilangoProblem> {
  const text = await response.text().catch(() => "");
  const body = parseObject(text);
  const code = typeof body?.code === "string" ? (body.code as ErrorCode) : undefined;
  if (body === undefined || code === undefined) {
    return new MilangoProblem("UNREADABLE", response.status, `The answer ${response.status} is not a problem document`);
  }
  const detail = firstString(body.detail, body.title) ?? code;
  const fields = Array.isArray(body.fields) ? (body.fields as FieldProblem[]) : [];
  return new MilangoProblem(code, response.status, detail, { fields });
}

function firstString(...values: unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === "string" && value !== "");
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
