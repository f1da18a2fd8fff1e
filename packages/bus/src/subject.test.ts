import { caughtUpSubject, documentSubject, newsStreams, recordBodies, suggestedSubject } from "@milango/core/messages";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsFilter, streamOf } from "./subject.ts";

/** The rule as NATS writes it, token by token and without a loop to get wrong. */
function fitsNaively([token, ...tokens]: readonly string[], [wanted, ...others]: readonly string[]): boolean {
  if (token === undefined || wanted === undefined) return token === wanted;
  if (wanted === ">") return true;
  return (wanted === "*" || wanted === token) && fitsNaively(tokens, others);
}

// Few different tokens, so that subjects and filters often meet.
const token = fc.constantFrom("a", "b", "needs", "v1");
const subject = fc.array(token, { minLength: 1, maxLength: 5 });
const filter = fc
  .tuple(fc.array(fc.oneof(token, fc.constant("*")), { maxLength: 4 }), fc.oneof(token, fc.constantFrom("*", ">")))
  .map(([first, last]) => [...first, last]);

describe("fitsFilter", () => {
  it("agrees with the rule as it is written, for every subject and filter", () => {
    fc.assert(
      fc.property(subject, filter, (tokens, wanted) => {
        expect(fitsFilter(tokens.join("."), wanted.join("."))).toBe(fitsNaively(tokens, wanted));
      }),
      { numRuns: 5_000 },
    );
  });

  it("lets every subject fit itself, one star a token, and a tail after any of its tokens but the last", () => {
    fc.assert(
      fc.property(subject, (tokens) => {
        const whole = tokens.join(".");
        expect(fitsFilter(whole, whole)).toBe(true);
        expect(fitsFilter(whole, tokens.map(() => "*").join("."))).toBe(true);
        for (let length = 0; length <= tokens.length; length++) {
          const tail = [...tokens.slice(0, length), ">"].join(".");
          expect(fitsFilter(whole, tail)).toBe(length < tokens.length);
        }
      }),
    );
  });

  it.each([
    ["milango.needs.published.v1", "milango.needs.*.v1", true],
    ["milango.needs.published.v1", "milango.*.v1", false],
    ["milango.needs", "milango.needs.>", false],
    ["milango.needs.published", "milango.needs", false],
    ["milango.needsx", "milango.needs", false],
  ])("says of %s and %s: %s", (one, other, fits) => {
    expect(fitsFilter(one, other)).toBe(fits);
  });
});

describe("streamOf", () => {
  it("finds the stream of everything the core says is news", () => {
    for (const each of Object.keys(recordBodies)) expect(streamOf(newsStreams, each)).toBe("record");
    expect(streamOf(newsStreams, suggestedSubject("an-actor"))).toBe("suggestions");
    expect(streamOf(newsStreams, caughtUpSubject)).toBe("suggestions");
  });

  it("holds no subject in two streams, which JetStream would refuse to make", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("milango", "needs", "matching", "suggested", "decided", "v1", "x"), { minLength: 1 }),
        (tokens) => {
          const holding = Object.values(newsStreams).filter((filters) =>
            filters.some((each) => fitsFilter(tokens.join("."), each)),
          );
          expect(holding.length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("throws for what is no news", () => {
    expect(() => streamOf(newsStreams, documentSubject("a-document"))).toThrow(RangeError);
  });
});
