import { readFileSync } from "node:fs";
import type { MatchActor } from "@milango/core/matching";
import { type Language, type LocalizedText, languages } from "@milango/core/text";
import { buildActor, buildStatement } from "./build-actor.ts";

interface DemoActor {
  readonly id: string;
  readonly territory: string;
  readonly language: Language;
  readonly needs: readonly LocalizedText[];
  readonly offers: readonly LocalizedText[];
}
interface DemoNetwork {
  readonly actors: readonly DemoActor[];
  readonly expectedPairs: readonly { readonly a: string; readonly b: string }[];
}

const network: DemoNetwork = JSON.parse(
  readFileSync(new URL("../../../../seed/demo-network.json", import.meta.url), "utf8"),
);

/** The number of a demo actor: `s07` is 7. */
export const numberOf = (id: string): number => Number(id.slice(1));

export const demoPairs: readonly (readonly [number, number])[] = network.expectedPairs.map(({ a, b }) => [
  numberOf(a),
  numberOf(b),
]);

/** The demo network with all its texts, or each actor with those of its own language alone. */
export function demoActors(texts: "all" | "own"): MatchActor[] {
  return network.actors.map((actor) => {
    const kept = (text: LocalizedText): LocalizedText => {
      if (texts === "all") return text;
      const language = text[actor.language] === undefined ? languages.find((code) => text[code]) : actor.language;
      return language === undefined ? text : { [language]: text[language] };
    };
    const statements = (letter: string, all: readonly LocalizedText[]) =>
      all.map((text, at) => buildStatement(`${letter}.${actor.id}.${at}`, kept(text)));
    return buildActor(numberOf(actor.id), {
      territory: actor.territory,
      languages: [actor.language],
      needs: statements("n", actor.needs),
      offers: statements("o", actor.offers),
    });
  });
}
