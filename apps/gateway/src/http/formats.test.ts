import { describe, expect, it } from "vitest";
import { isDate, isId, isInstant } from "./formats.ts";

describe("formats", () => {
  it("take ids in their plain form only", () => {
    expect(isId("01900000-0000-7000-8000-00000000abCD")).toBe(true);
    for (const text of [
      "",
      "urn:uuid:01900000-0000-7000-8000-000000000000",
      "{01900000-0000-7000-8000-000000000000}",
      "01900000000070008000000000000000",
      "01900000-0000-7000-8000-000000000000\n",
    ])
      expect(isId(text), text).toBe(false);
  });

  it("take days that exist, in years of four digits", () => {
    for (const text of ["2024-02-29", "1000-01-01", "8999-12-31"]) expect(isDate(text), text).toBe(true);
    for (const text of ["2023-02-29", "2024-02-30", "2024-13-01", "2024-00-10", "0000-01-01", "9999-12-31", "24-1-1"])
      expect(isDate(text), text).toBe(false);
  });

  it("take instants that JavaScript and PostgreSQL read alike", () => {
    for (const text of ["2026-02-19T15:00:00Z", "2026-02-19T15:00:00.123456-04:00", "2026-02-19T15:00:00+14:00"])
      expect(isInstant(text), text).toBe(true);
    for (const text of [
      "2026-02-19",
      "2026-02-19 15:00:00Z",
      "2026-02-19T15:00:00",
      "2026-02-30T15:00:00Z",
      "2026-02-19T25:00:00Z",
      "2026-12-31T23:59:60Z",
      "2026-02-19T15:00:00+23:59",
      "0000-01-01T00:00:00Z",
      "9999-12-31T23:59:59-14:00",
    ])
      expect(isInstant(text), text).toBe(false);
  });
});
