/**
 * Every error code once: code → HTTP status → what it means to a program (the title of the problem document, RFC 9457).
 * People read a sentence in their own language, chosen by the code; so a code never changes its meaning.
 */
export const errorCatalogue = {
  MALFORMED_JSON: { status: 400, title: "The body is not JSON" },
  INVALID_REQUEST: { status: 400, title: "The request does not fit its schema" },
  INVALID_CURSOR: { status: 400, title: "The cursor was not issued by this list" },
  LINK_INVALID: { status: 400, title: "The sign-in link or code is unknown, used or expired" },
  INVITATION_INVALID: { status: 400, title: "The invitation is unknown, used, revoked or expired" },
  PASSKEY_INVALID: { status: 400, title: "The passkey is unknown here, or its answer does not hold" },
  SIGN_IN_REQUIRED: { status: 401, title: "Sign in or send an API key" },
  SESSION_EXPIRED: { status: 401, title: "The session has expired or was revoked" },
  KEY_INVALID: { status: 401, title: "The API key is unknown, expired or revoked" },
  SCOPE_MISSING: { status: 403, title: "The API key does not carry the scope this needs" },
  ORIGIN_REFUSED: { status: 403, title: "Requests from this origin are refused" },
  NOT_FOUND: { status: 404, title: "Nothing here, or not for you" },
  METHOD_NOT_ALLOWED: { status: 405, title: "This address does not answer to this method" },
  STATE_CONFLICT: { status: 409, title: "The present state does not allow this" },
  CAPACITY_REACHED: { status: 409, title: "An actor has as many introductions under way as it can handle" },
  IDEMPOTENCY_CONFLICT: { status: 409, title: "This idempotency key was used with another request" },
  REVISION_MISMATCH: { status: 412, title: "Somebody changed this in the meantime" },
  BODY_TOO_LARGE: { status: 413, title: "The body is larger than allowed here" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: "This content type is not understood here" },
  IMPORT_UNREADABLE: { status: 422, title: "The file cannot be read as the format it claims" },
  OUTSIDE_NETWORK: { status: 422, title: "The territory is not one of the network's" },
  TERRITORY_UNKNOWN: { status: 422, title: "The territory cannot be told from what is written" },
  LEGAL_FORM_UNKNOWN: { status: 422, title: "This legal form does not exist in this territory" },
  RATE_LIMITED: { status: 429, title: "Too many requests; try again later" },
  MATCHMAKER_UNAVAILABLE: { status: 503, title: "The matchmaker does not answer at the moment" },
  SHUTTING_DOWN: { status: 503, title: "The server is about to restart" },
  INTERNAL: { status: 500, title: "Something failed on our side; nothing was changed" },
} as const satisfies Record<string, { status: number; title: string }>;

/** A stable name for one kind of failure; programs compare it, people never read it. */
export type ErrorCode = keyof typeof errorCatalogue;

/** One field of a request that does not fit, as a JSON pointer into the body or the query. */
export interface FieldProblem {
  readonly pointer: string;
  readonly message: string;
}

/** A failure of the domain with its stable code. `detail` says what is wrong this time and what to do, in English. */
export class MilangoError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[];

  constructor(code: ErrorCode, detail: string, options: { fields?: readonly FieldProblem[]; cause?: unknown } = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "MilangoError";
    this.code = code;
    this.fields = options.fields ?? [];
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }
}

/** An RFC 9457 problem document, as every failing request of the gateway answers it. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly instance?: string;
  readonly fields?: readonly FieldProblem[];
}

/** The problem document of an error; `instance` names the request so that a person can ask about it. */
export function problemOf(error: MilangoError, instance?: string): ProblemDocument {
  const { status, title } = errorCatalogue[error.code];
  return {
    type: `https://milango.org/problems/${error.code.toLowerCase().replaceAll("_", "-")}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    ...(instance === undefined ? {} : { instance }),
    ...(error.fields.length === 0 ? {} : { fields: error.fields }),
  };
}

/** Whether a string is one of our codes: what a client asks of an answer it did not make itself. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(errorCatalogue, value);
}
