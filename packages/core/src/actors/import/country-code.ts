import { neighbours, territories } from "../territory.ts";
import { foldName } from "./import-record.ts";

/** A country as far as its spelling tells. */
export type Spelt =
  | { readonly is: "missing" }
  | { readonly is: "unknown" }
  | { readonly is: "code"; readonly code: string; readonly guessed: boolean }
  /** One spelling of several countries: the place decides. */
  | { readonly is: "ambiguous"; readonly between: "SR" | "MF" };

/** Languages whose names for countries are known to the runtime and met in files; their tables are not ours to keep. */
const namingLanguages =
  "fr es en de it nl pt ca eu gl el lv lt sl hu bg et fi hr sr-Latn cs sk pl ro sv da nb mt ga ru uk tr".split(" ");

/** Codes the runtime names though they are no country: unions, unknown, pseudo-locales. */
const noCountry = new Set(["EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"]);

/** Parts and abbreviations of countries that no list of country names holds. */
const alsoWritten: Readonly<Record<string, string>> = {
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  "great britain": "GB",
  "u k": "GB",
  "czech republic": "CZ",
  "republique tcheque": "CZ",
  "republica checa": "CZ",
  usa: "US",
  "u s a": "US",
  holland: "NL",
  "the netherlands": "NL",
};

interface Known {
  readonly codes: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, string>;
  /** Names by first letter and length: a slip is looked for among few, so that garbage does not make a file slow. */
  readonly alike: ReadonlyMap<string, readonly string[]>;
}
let known: Known | undefined;

/** Country codes, and names by folded spelling; built on first use from what the runtime knows. */
function knownCountries(): Known {
  if (known !== undefined) return known;
  const built = new Map<string, string>();
  const codes = isoCodes();
  for (const language of Intl.DisplayNames.supportedLocalesOf(namingLanguages)) {
    const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    for (const code of codes) {
      const name = foldName(names.of(code) ?? "");
      if (name !== "" && !built.has(name)) built.set(name, code);
    }
  }
  for (const [name, code] of Object.entries(alsoWritten)) built.set(name, code);
  for (const { code, names, spellings: others } of [...neighbours, ...territories]) {
    for (const name of [...Object.values(names), ...others]) built.set(foldName(name), code);
  }
  const alike = new Map<string, string[]>();
  for (const name of built.keys()) alike.set(shapeOf(name), [...(alike.get(shapeOf(name)) ?? []), name]);
  known = { codes: new Set(codes), names: built, alike };
  return known;
}

function shapeOf(name: string, longer = 0): string {
  return `${name.charAt(0)}${name.length + longer}`;
}

function isoCodes(): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !noCountry.has(code) && names.of(code) !== undefined && canonical(code) === code);
}

/** Withdrawn codes (UK, YU, DD) as the code in force. */
function canonical(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? code;
}

/** Reads a country as people write it: a code, a name in any of thirty languages, a slip of one letter. */
export function spellCountry(written: string): Spelt {
  const folded = foldName(written);
  if (folded === "") return { is: "missing" };
  // Slovakia and Serbia call themselves "SR" too; the island's name is written for both its halves.
  if (folded === "sr" || folded === "s r") return { is: "ambiguous", between: "SR" };
  if (/^(?:(?:st|saint|san|sankt|sint) martin(?:o|us)?|sen maten)$/.test(folded))
    return { is: "ambiguous", between: "MF" };
  const { codes, names, alike } = knownCountries();
  const named = names.get(folded);
  if (named !== undefined) return { is: "code", code: named, guessed: false };
  if (/^[a-z]{2}$/.test(folded)) {
    const code = canonical(folded.toUpperCase());
    return codes.has(code) ? { is: "code", code, guessed: false } : { is: "unknown" };
  }
  const near = new Set<string>();
  if (folded.length >= 5) {
    for (const longer of [-1, 0, 1]) {
      for (const name of alike.get(shapeOf(folded, longer)) ?? []) {
        const code = names.get(name);
        if (code !== undefined && name.length >= 5 && isOneSlipAway(name, folded)) near.add(code);
      }
    }
  }
  const [code] = near;
  return code !== undefined && near.size === 1 ? { is: "code", code, guessed: true } : { is: "unknown" };
}

/** One letter more, less or other; the first is taken to be right. */
function isOneSlipAway(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  const rest = (text: string, skip: number) => text.slice(start + skip);
  return rest(left, 1) === rest(right, 1) || rest(left, 1) === rest(right, 0) || rest(left, 0) === rest(right, 1);
}
