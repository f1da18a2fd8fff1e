import type { Locale } from "../text/language.ts";

/** A filière: a branch of the social economy that needs, offers and actors belong to. */
export interface Sector {
  readonly id: string;
  readonly names: { readonly [L in Locale]: string };
  /** Other names found in files, lower case without accents, in any language. */
  readonly spellings: readonly string[];
}

export const sectors: readonly Sector[] = [
  {
    id: "agriculture",
    names: { fr: "Agriculture", es: "Agricultura", en: "Farming" },
    spellings: ["agro", "landbouw", "agriculture"],
  },
  {
    id: "food",
    names: { fr: "Agroalimentaire", es: "Agroindustria", en: "Food" },
    spellings: ["agroalimentaire", "agroindustria", "alimentation", "voeding"],
  },
  {
    id: "fishing",
    names: { fr: "Pêche et mer", es: "Pesca y mar", en: "Fishing and sea" },
    spellings: ["peche", "pesca", "fishing", "mer"],
  },
  { id: "wood", names: { fr: "Bois", es: "Madera", en: "Wood" }, spellings: ["bois", "madera", "wood", "hout"] },
  {
    id: "crafts",
    names: { fr: "Artisanat", es: "Artesanía", en: "Crafts" },
    spellings: ["artisanat", "artesania", "craft", "crafts"],
  },
  { id: "textile", names: { fr: "Textile", es: "Textil", en: "Textiles" }, spellings: ["textile", "textil"] },
  {
    id: "waste",
    names: { fr: "Déchets", es: "Residuos", en: "Waste" },
    spellings: ["dechets", "residuos", "waste", "afval"],
  },
  {
    id: "reuse",
    names: { fr: "Réemploi, économie circulaire", es: "Reúso, economía circular", en: "Reuse, circular economy" },
    spellings: ["reemploi", "economie circulaire", "reuso", "economia circular", "recycling"],
  },
  {
    id: "construction",
    names: { fr: "Construction", es: "Construcción", en: "Building" },
    spellings: ["construction", "construccion", "bouw"],
  },
  {
    id: "housing",
    names: { fr: "Logement", es: "Vivienda", en: "Housing" },
    spellings: ["logement", "vivienda", "housing", "huisvesting", "habitat"],
  },
  { id: "energy", names: { fr: "Énergie", es: "Energía", en: "Energy" }, spellings: ["energie", "energia", "energy"] },
  { id: "water", names: { fr: "Eau", es: "Agua", en: "Water" }, spellings: ["eau", "agua", "water"] },
  {
    id: "biodiversity",
    names: { fr: "Biodiversité, environnement", es: "Biodiversidad, ambiente", en: "Nature" },
    spellings: ["biodiversite", "biodiversidad", "ambiente", "environnement", "environment", "milieu"],
  },
  {
    id: "risk",
    names: { fr: "Risques et catastrophes", es: "Riesgos y desastres", en: "Risk and disaster" },
    spellings: ["risques", "riesgos", "disaster"],
  },
  {
    id: "health",
    names: { fr: "Santé", es: "Salud", en: "Health" },
    spellings: ["sante", "salud", "health", "gezondheid"],
  },
  {
    id: "social-protection",
    names: { fr: "Protection sociale", es: "Protección social", en: "Social protection" },
    spellings: ["protection sociale", "proteccion social"],
  },
  {
    id: "childhood",
    names: { fr: "Petite enfance", es: "Primera infancia", en: "Early childhood" },
    spellings: ["petite enfance", "primera infancia", "early childhood", "kinderopvang"],
  },
  {
    id: "elders",
    names: { fr: "Aînés et soin", es: "Mayores y cuidado", en: "Elders and care" },
    spellings: ["aines", "mayores", "care", "zorg", "cuidado"],
  },
  {
    id: "inclusion",
    names: { fr: "Inclusion et insertion", es: "Inclusión e inserción", en: "Inclusion" },
    spellings: ["inclusion", "insertion", "insercion"],
  },
  {
    id: "education",
    names: { fr: "Éducation et formation", es: "Educación y formación", en: "Education and training" },
    spellings: ["education", "educacion", "formation", "onderwijs"],
  },
  {
    id: "culture",
    names: { fr: "Culture", es: "Cultura", en: "Culture" },
    spellings: ["culture", "cultura", "cultuur"],
  },
  {
    id: "tourism",
    names: { fr: "Tourisme", es: "Turismo", en: "Tourism" },
    spellings: ["tourisme", "turismo", "tourism", "toerisme"],
  },
  {
    id: "sport",
    names: { fr: "Sport et loisirs", es: "Deporte y ocio", en: "Sport and leisure" },
    spellings: ["sport", "deporte", "loisirs"],
  },
  {
    id: "digital",
    names: { fr: "Numérique", es: "Digital", en: "Digital" },
    spellings: ["numerique", "digital", "digitaal"],
  },
  {
    id: "finance",
    names: { fr: "Finance solidaire", es: "Finanzas solidarias", en: "Solidarity finance" },
    spellings: ["finance solidaire", "finance", "finanzas", "credito"],
  },
  {
    id: "transport",
    names: { fr: "Transport", es: "Transporte", en: "Transport" },
    spellings: ["transport", "transporte", "vervoer"],
  },
  {
    id: "governance",
    names: { fr: "Gouvernance et droit", es: "Gobernanza y derecho", en: "Governance and law" },
    spellings: ["gouvernance", "cadre reglementaire", "gobernanza", "governance", "derecho"],
  },
  {
    id: "informal",
    names: { fr: "Économie informelle", es: "Economía informal", en: "Informal economy" },
    spellings: ["economie informelle", "economia informal", "informal economy"],
  },
  {
    id: "trade",
    names: { fr: "Commerce équitable", es: "Comercio justo", en: "Fair trade" },
    spellings: ["commerce equitable", "commerce", "comercio", "fair trade"],
  },
  {
    id: "migration",
    names: { fr: "Migrations", es: "Migraciones", en: "Migration" },
    spellings: ["migration", "migraciones", "migrants"],
  },
];

const byId = new Map(sectors.map((sector) => [sector.id, sector]));
const bySpelling = new Map(
  sectors.flatMap((sector) =>
    [sector.id, ...Object.values(sector.names), ...sector.spellings].map((name) => [foldText(name), sector] as const),
  ),
);

export function sectorOf(id: string): Sector | undefined {
  return byId.get(id);
}

/** Reads a sector as people write it, in any language; nothing when it names none. */
export function parseSector(text: string): Sector | undefined {
  return bySpelling.get(foldText(text));
}

function foldText(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
