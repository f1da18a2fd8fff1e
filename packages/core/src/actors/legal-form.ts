import type { ActorKind } from "./kind.ts";
import type { TerritoryCode } from "./territory.ts";

/** A legal form as the law of its territories names it; the label stays in the law's own language. */
export interface LegalForm {
  readonly id: string;
  readonly label: string;
  readonly kind: ActorKind;
  readonly territories: readonly TerritoryCode[];
  /** Words that announce this form in a free text, lower case without accents, most telling first. */
  readonly spellings: readonly string[];
}

const french = ["MF", "GP", "MQ", "GF"] as const;

/** Forms by territory; where two match a text, the earlier one is meant (narrow before wide). */
export const legalForms: readonly LegalForm[] = [
  {
    id: "fr-association",
    label: "association loi 1901",
    kind: "associative",
    territories: french,
    spellings: ["association loi 1901", "association", "loi 1901"],
  },
  { id: "fr-scic", label: "SCIC", kind: "private", territories: french, spellings: ["scic"] },
  { id: "fr-scop", label: "SCOP", kind: "private", territories: french, spellings: ["scop"] },
  { id: "fr-mutuelle", label: "mutuelle", kind: "private", territories: french, spellings: ["mutuelle"] },
  { id: "fr-fondation", label: "fondation", kind: "associative", territories: french, spellings: ["fondation"] },
  { id: "fr-esus", label: "société agréée ESUS", kind: "private", territories: french, spellings: ["esus"] },
  { id: "fr-cooperative", label: "coopérative", kind: "private", territories: french, spellings: ["cooperative"] },
  {
    id: "fr-collectivite",
    label: "collectivité ou établissement public",
    kind: "public",
    territories: french,
    spellings: ["collectivite", "commune", "etablissement public", "mairie"],
  },
  {
    id: "cr-cooperativa",
    label: "cooperativa",
    kind: "private",
    territories: ["CR"],
    spellings: ["cooperativa", "coope"],
  },
  {
    id: "cr-solidarista",
    label: "asociación solidarista",
    kind: "associative",
    territories: ["CR"],
    spellings: ["solidarista"],
  },
  {
    id: "cr-adi",
    label: "asociación de desarrollo integral (ADI)",
    kind: "associative",
    territories: ["CR"],
    spellings: ["asociacion de desarrollo", "adi"],
  },
  { id: "cr-asada", label: "ASADA", kind: "associative", territories: ["CR"], spellings: ["asada"] },
  { id: "cr-asociacion", label: "asociación", kind: "associative", territories: ["CR"], spellings: ["asociacion"] },
  { id: "cr-fundacion", label: "fundación", kind: "associative", territories: ["CR"], spellings: ["fundacion"] },
  {
    id: "cr-sal",
    label: "sociedad anónima laboral (SAL)",
    kind: "private",
    territories: ["CR"],
    spellings: ["sociedad anonima laboral", "s.a.l", "sal"],
  },
  {
    id: "cr-publica",
    label: "institución pública o municipalidad",
    kind: "public",
    territories: ["CR"],
    spellings: ["municipalidad", "institucion publica"],
  },
  {
    id: "ht-mutuelle",
    label: "organisation mutualiste",
    kind: "private",
    territories: ["HT"],
    spellings: ["mutualiste", "mutuelle"],
  },
  {
    id: "ht-cooperative",
    label: "coopérative",
    kind: "private",
    territories: ["HT"],
    spellings: ["cooperative", "koperativ"],
  },
  {
    id: "ht-association",
    label: "association / fondation",
    kind: "associative",
    territories: ["HT"],
    spellings: ["association", "fondation", "asosyasyon"],
  },
  {
    id: "ht-publique",
    label: "collectivité territoriale",
    kind: "public",
    territories: ["HT"],
    spellings: ["collectivite", "commune"],
  },
  {
    id: "jm-cooperative",
    label: "co-operative society",
    kind: "private",
    territories: ["JM"],
    spellings: ["co-operative", "cooperative"],
  },
  {
    id: "jm-friendly",
    label: "friendly society",
    kind: "private",
    territories: ["JM"],
    spellings: ["friendly society"],
  },
  {
    id: "jm-guarantee",
    label: "company limited by guarantee",
    kind: "associative",
    territories: ["JM"],
    spellings: ["limited by guarantee"],
  },
  {
    id: "jm-public",
    label: "public body",
    kind: "public",
    territories: ["JM"],
    spellings: ["parish council", "municipal", "public body"],
  },
  { id: "sr-stichting", label: "stichting", kind: "associative", territories: ["SR"], spellings: ["stichting"] },
  { id: "sr-vereniging", label: "vereniging", kind: "associative", territories: ["SR"], spellings: ["vereniging"] },
  {
    id: "sr-cooperatie",
    label: "coöperatieve vereniging",
    kind: "private",
    territories: ["SR"],
    spellings: ["cooperatie", "cooperatieve"],
  },
  {
    id: "sr-overheid",
    label: "overheidsinstelling",
    kind: "public",
    territories: ["SR"],
    spellings: ["overheid", "ministerie"],
  },
  {
    id: "lc-cooperative",
    label: "co-operative society",
    kind: "private",
    territories: ["LC"],
    spellings: ["co-operative", "cooperative"],
  },
  {
    id: "lc-nonprofit",
    label: "non-profit company",
    kind: "associative",
    territories: ["LC"],
    spellings: ["non-profit", "association"],
  },
  {
    id: "lc-public",
    label: "statutory body",
    kind: "public",
    territories: ["LC"],
    spellings: ["statutory", "council"],
  },
  { id: "do-cooperativa", label: "cooperativa", kind: "private", territories: ["DO"], spellings: ["cooperativa"] },
  {
    id: "do-asfl",
    label: "asociación sin fines de lucro",
    kind: "associative",
    territories: ["DO"],
    spellings: ["sin fines de lucro", "asociacion", "fundacion"],
  },
  {
    id: "do-publica",
    label: "institución pública o ayuntamiento",
    kind: "public",
    territories: ["DO"],
    spellings: ["ayuntamiento", "institucion publica"],
  },
];

const byId = new Map(legalForms.map((form) => [form.id, form]));

export function legalFormOf(id: string): LegalForm | undefined {
  return byId.get(id);
}

/** The forms an actor of this territory can have. */
export function legalFormsIn(territory: TerritoryCode): LegalForm[] {
  return legalForms.filter((form) => form.territories.includes(territory));
}

/** Reads a legal form as people write it ("SAS agréée ESUS"); nothing when no form of the territory is named. */
export function parseLegalForm(text: string, territory: TerritoryCode): LegalForm | undefined {
  const folded = foldText(text);
  const words = ` ${folded.replaceAll(/[^a-z0-9]+/g, " ")} `;
  // Long spellings are found inside compounds ("landbouwcoöperatie"); abbreviations only by themselves: no SAL in "salud".
  const names = (spelling: string) =>
    spelling.length < 5 ? words.includes(` ${spelling} `) : folded.includes(spelling);
  const named = legalFormsIn(territory).flatMap((form) =>
    form.spellings.filter(names).map((spelling) => ({ form, length: spelling.length })),
  );
  // "asociación de desarrollo comunal" holds "asociacion" too: the longest spelling is the most telling.
  return named.sort((left, right) => right.length - left.length)[0]?.form;
}

function foldText(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
