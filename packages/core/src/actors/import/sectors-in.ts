import { parseSector } from "../sector.ts";
import { foldName } from "./import-record.ts";

/** Signs of a sector in the keywords of maps of the social economy, which glue words together; first match counts. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/fair ?trade|direct ?trade|comercio justo|commerce equitable/, "trade"],
  [/repair|upcycl|swap|give ?away|used ?goods|flea ?market|no ?packing|second ?hand|reuse|sharing|circular/, "reuse"],
  [/recycl|waste/, "waste"],
  [/food|gastronomy|supermarket|buy ?local|cafe|cuisine|farmers ?market/, "food"],
  [/agro|garden|farm|permaculture|harvest|seed|vegetable|grow ?yourself|agricultur/, "agriculture"],
  [/financ|lending|microfinance|currency|time ?bank/, "finance"],
  [/energy/, "energy"],
  [/mobility|bicycle|transport/, "transport"],
  [/forestry|environment|nature|biodivers/, "biodiversity"],
  [/hous|habitat|eco ?village|commune$|squat/, "housing"],
  [/touris/, "tourism"],
  [/sport|football/, "sport"],
  [/art$|arts$|culture|music|media/, "culture"],
  [/mutual ?society|mutual ?insurance/, "social-protection"],
  [/health|wellbeing/, "health"],
  [/child|kindergarten/, "childhood"],
  [/elder|old ?people|home ?care/, "elders"],
  [/migra|refugee/, "migration"],
  [/inclusion|homeless|disab|employment of/, "inclusion"],
  [/education|training|school|research/, "education"],
  [/democracy|citizen|participat|political|policy/, "governance"],
  [/software|digital|computer/, "digital"],
];

/** Words that keyword lists glue together, as they are read. */
const glued: readonly (readonly [RegExp, string])[] = [
  [/socialinclusion/g, "social inclusion"],
  [
    /(food|waste|grow|group|direct|fair|slow|farmers|time|open)(rescue|waste|reduction|yourself|trade|food|market|banking)/g,
    "$1 $2",
  ],
  [/communitysupported/g, "community supported"],
  [/localcollective ressources/g, "local shared resources"],
  [/mutualsociety/g, "mutual society"],
  [/lowincome/g, "low-income"],
  [/buylocal/g, "buying local"],
  [/nopacking/g, "no-packaging"],
  [/souvereignity/g, "sovereignty"],
  [/^(other|ssedas partner|ngo)$/g, ""],
  [/^other /g, ""],
];

/** At most as many sectors as a sheet holds. */
const most = 12;

/** Ids of the sectors that keywords name, in their order, each once. */
export function sectorsIn(keywords: readonly string[]): string[] {
  const found = new Set<string>();
  for (const keyword of keywords) {
    const sector = parseSector(keyword)?.id ?? signs.find(([sign]) => sign.test(foldName(keyword)))?.[1];
    if (sector !== undefined) found.add(sector);
  }
  return [...found].slice(0, most);
}

/** Keywords as a person reads them, each once; what says nothing ("other") is left out. */
export function readableKeywords(keywords: readonly string[]): string[] {
  const read = keywords.map((keyword) => {
    let words = keyword.replaceAll("_", " ").replace(/\s+/g, " ").trim();
    for (const [pattern, plain] of glued) words = words.replace(pattern, plain);
    return words;
  });
  return [...new Set(read.filter((words) => words !== ""))];
}
