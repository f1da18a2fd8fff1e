import { describe, expect, it } from "vitest";
import { type ErrorCode, errorCatalogue, isErrorCode, MilangoError, problemOf } from "./errors.ts";

const codes = Object.keys(errorCatalogue) as ErrorCode[];

describe("the error catalogue", () => {
  it.each(codes)("gives %s a status of failure and a meaning", (code) => {
    const { status, title } = errorCatalogue[code];
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(Number.isInteger(status) && status >= 400 && status <= 599).toBe(true);
    expect(title).toMatch(/^[A-Z].{8,}[^.]$/);
  });

  it("gives no meaning twice, nor two codes one address", () => {
    expect(new Set(codes.map((code) => errorCatalogue[code].title)).size).toBe(codes.length);
    const types = codes.map((code) => problemOf(new MilangoError(code, "")).type);
    expect(new Set(types).size).toBe(codes.length);
  });

  it("knows its own codes and nothing an object brings along", () => {
    expect(codes.every(isErrorCode)).toBe(true);
    for (const other of ["", "not_found", "toString", "constructor", "__proto__", null, undefined, 404, ["NOT_FOUND"]])
      expect(isErrorCode(other), String(other)).toBe(false);
  });
});

describe("a problem document", () => {
  it("says code, status and meaning of its error, and what was wrong this time", () => {
    expect(problemOf(new MilangoError("REVISION_MISMATCH", "This is at revision 3."))).toEqual({
      type: "https://milango.org/problems/revision-mismatch",
      title: "Somebody changed this in the meantime",
      status: 412,
      code: "REVISION_MISMATCH",
      detail: "This is at revision 3.",
    });
  });

  it("names the request and the fields where there are some", () => {
    const fields = [{ pointer: "/body/name", message: "must be string" }];
    const error = new MilangoError("INVALID_REQUEST", "1 field does not fit.", { fields });
    expect(problemOf(error, "urn:request:7")).toMatchObject({ instance: "urn:request:7", fields });
  });

  it("never shows the cause or the stack of its error", () => {
    const cause = new Error("password=hunter2");
    const shown = JSON.stringify(problemOf(new MilangoError("INTERNAL", "Something failed.", { cause })));
    expect(shown).not.toMatch(/hunter2|errors\.test|stack/);
  });
});

describe("a failure of the domain", () => {
  it("is an error with its code, its status and its cause", () => {
    const cause = new Error("below");
    const error = new MilangoError("OUTSIDE_NETWORK", "SX is not one of the ten.", { cause });
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.code, error.status, error.message]).toEqual([
      "MilangoError",
      "OUTSIDE_NETWORK",
      422,
      "SX is not one of the ten.",
    ]);
    expect(error.cause).toBe(cause);
    expect("cause" in new MilangoError("INTERNAL", "")).toBe(false);
    expect(error.fields).toEqual([]);
  });
});
