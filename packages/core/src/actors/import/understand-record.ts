import type { StatementDraft } from "../../needs/need.ts";
import { isLanguage, type Language } from "../../text/language.ts";
import { writtenLanguages } from "../../text/localized-text.ts";
import type { ActorDraft } from "../actor.ts";
import { actorKinds } from "../kind.ts";
import { legalFormOf, parseLegalForm } from "../legal-form.ts";
import { isTerritoryCode, territoryOf } from "../territory.ts";
import { type CountrySurvey, surveyCountries } from "./country-survey.ts";
import { describeRecord, shorten, statementsOf } from "./describe-record.ts";
import type { Flagged, Refusal } from "./flag.ts";
import { foldName, type ImportRecord } from "./import-record.ts";
import { type Comparable, createDuplicateFinder } from "./likely-duplicates.ts";
import { resolveTerritory } from "./resolve-territory.ts";
import { sectorsIn } from "./sectors-in.ts";

/** What became of one record: an actor to file, or a refusal, and what was noticed on the way. */
export type Understood = {
  readonly index: number;
  readonly name: string;
  readonly flags: readonly Flagged[];
} & (
  | {
      readonly as: "actor";
      /** Finds the same record again in a later import of the same source: its own id, else its name and rounded point. */
      readonly key: string;
      readonly actor: ActorDraft;
      readonly needs: readonly StatementDraft[];
      readonly offers: readonly StatementDraft[];
    }
  | { readonly as: "refusal"; readonly refusal: Refusal }
);

export interface ImportOptions {
  /** Take actors of countries outside the network too. */
  readonly acceptOutside: boolean;
  /** Actors that are there already from elsewhere, to notice likely duplicates. */
  readonly existing?: Iterable<Comparable>;
}

const longestName = 200;
const longestLocality = 120;
const longestSite = 300;

/**
 * Gets ready to understand the records of one file. The function it returns takes them one by one, in order, so that
 * whoever calls it can let others work in between.
 */
export function createImportReader(
  records: readonly ImportRecord[],
  options: ImportOptions,
): (record: ImportRecord) => Understood {
  const survey = surveyCountries(records);
  const duplicateOf = createDuplicateFinder(options.existing);
  const keys = new Set<string>();
  return (record) => {
    const understood = understand(record, survey, options);
    if (understood.as === "refusal") return understood;
    if (keys.has(understood.key)) {
      const reason = `the file holds another record with the same ${record.externalId === "" ? "name and place" : "id"}`;
      const { index, name, flags } = understood;
      return { as: "refusal", index, name, flags, refusal: { code: "STATE_CONFLICT", reason } };
    }
    keys.add(understood.key);
    const { point, website } = understood.actor;
    const where = `record ${record.index}`;
    const detail = duplicateOf({ where, name: understood.name, point: point ?? null, website: website ?? null });
    if (detail === undefined) return understood;
    return { ...understood, flags: [...understood.flags, { flag: "LIKELY_DUPLICATE", detail }] };
  };
}

function understand(record: ImportRecord, survey: CountrySurvey, options: ImportOptions): Understood {
  const { index } = record;
  const name = shorten(record.name.replace(/\s+/g, " "), longestName);
  if (foldName(name) === "") {
    return { as: "refusal", index, name, flags: [], refusal: { code: "INVALID_REQUEST", reason: "it has no name" } };
  }
  const place = resolveTerritory(record, survey, options.acceptOutside);
  if (place.refusal !== undefined || place.code === undefined) {
    const refusal = place.refusal ?? { code: "TERRITORY_UNKNOWN" as const, reason: "its country cannot be told" };
    return { as: "refusal", index, name, flags: place.flags, refusal };
  }
  const { description, flags: textFlags } = describeRecord(record);
  const site = websiteOf(record.website);
  const form = legalFormIn(record, place.code);
  const kind = actorKinds.find((one) => one === foldName(record.kind)) ?? form.kind;
  const spoken = [...new Set(record.languages.map((language) => language.toLowerCase()).filter(isLanguage))];
  const languages = languagesOf(place.code, spoken, description === undefined ? [] : writtenLanguages(description));
  const first = languages[0] ?? "en";
  const actor: ActorDraft = {
    name,
    territory: place.code,
    legalForm: form.id,
    sectors: sectorsIn(record.keywords),
    languages,
    locality: record.locality === "" ? null : shorten(record.locality, longestLocality),
    point: record.point,
    website: site ?? null,
    ...(kind === undefined ? {} : { kind }),
    ...(description === undefined ? {} : { description }),
  };
  const flags = [...place.flags, ...textFlags, ...form.flags];
  if (name !== record.name.replace(/\s+/g, " ")) flags.push({ flag: "TEXT_SHORTENED", detail: "the name is too long" });
  if (record.pointUnreadable) flags.push({ flag: "POINT_UNREADABLE", detail: "its coordinates are no place on Earth" });
  if (site === undefined && record.website !== "") {
    flags.push({ flag: "WEBSITE_UNREADABLE", detail: `"${shorten(record.website, 80)}" is no web address` });
  }
  const [needs, offers] = [statementsOf(record.needs, first), statementsOf(record.offers, first)];
  return { as: "actor", index, name, key: keyOf(record), actor, needs, offers, flags };
}

function keyOf(record: ImportRecord): string {
  if (record.externalId !== "") return `id ${record.externalId}`;
  const { point } = record;
  const place =
    point === null ? foldName(record.locality) : `${point.latitude.toFixed(3)} ${point.longitude.toFixed(3)}`;
  return `name ${foldName(record.name)} @ ${place}`;
}

function legalFormIn(record: ImportRecord, code: string) {
  const none = { id: null, kind: undefined, flags: [] as Flagged[] };
  if (record.legalForm === "" || !isTerritoryCode(code)) return none;
  const byId = legalFormOf(record.legalForm);
  const form = byId?.territories.includes(code) ? byId : parseLegalForm(record.legalForm, code);
  if (form !== undefined) return { id: form.id, kind: form.kind, flags: [] as Flagged[] };
  const detail = `"${shorten(record.legalForm, 80)}" is no legal form of ${code} that we know`;
  return { ...none, flags: [{ flag: "LEGAL_FORM_UNKNOWN" as const, detail }] };
}

/** Languages to work in: as written in the file, else those of the territory, else those of its description. */
function languagesOf(code: string, spoken: readonly Language[], described: readonly Language[]): Language[] {
  if (spoken.length > 0) return [...spoken];
  const local = territoryOf(code)?.languages;
  if (local !== undefined) return [...local];
  return described.length > 0 ? [...described] : ["en"];
}

function websiteOf(written: string): string | undefined {
  const text = written.trim();
  const site = /^https?:\/\//i.test(text)
    ? text.replace(/^https?/i, (scheme) => scheme.toLowerCase())
    : `http://${text}`;
  if (text === "" || /\s/.test(text) || site.length > longestSite) return undefined;
  const address = URL.parse(site);
  return address !== null && /[^.]\.[^.]{2,}$/.test(address.hostname) ? site : undefined;
}
