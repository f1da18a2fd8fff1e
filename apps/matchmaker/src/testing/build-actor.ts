import type { MatchActor, MatchStatement } from "@milango/core/matching";
import { MatchActorSchema } from "@milango/core/matching";
import type { LocalizedText } from "@milango/core/text";
import { Value } from "typebox/value";

/** A UUID v7 that is easy to read in a failing test. */
export const uuid = (number: number): string => `01900000-0000-7000-8000-${String(number).padStart(12, "0")}`;

export function buildStatement(
  id: string,
  text: string | LocalizedText,
  more: Partial<MatchStatement> = {},
): MatchStatement {
  const localized = typeof text === "string" ? { fr: text } : text;
  return { id, text: localized, concepts: [], sector: null, validFrom: null, validUntil: null, ...more };
}

interface ActorSketch extends Partial<Omit<MatchActor, "id" | "needs" | "offers" | "blocked">> {
  readonly blocked?: readonly number[];
  readonly needs?: readonly (string | MatchStatement)[];
  readonly offers?: readonly (string | MatchStatement)[];
}

/** An actor that consents and has room, with needs `n<number>.<place>` and offers `o<number>.<place>` in French. */
export function buildActor(number: number, sketch: ActorSketch = {}): MatchActor {
  const { needs = [], offers = [], blocked = [], ...more } = sketch;
  const read = (letter: string) => (statement: string | MatchStatement, at: number) =>
    typeof statement === "string" ? buildStatement(`${letter}${number}.${at}`, statement) : statement;
  return Value.Parse(MatchActorSchema, {
    territory: "MF",
    kind: "associative",
    languages: ["fr"],
    sectors: [],
    capacity: 5,
    openIntroductions: 0,
    consentsToMatch: true,
    decisions: [],
    ...more,
    id: uuid(number),
    blocked: blocked.map(uuid),
    needs: needs.map(read("n")),
    offers: offers.map(read("o")),
  });
}
