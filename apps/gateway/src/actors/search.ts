import { searchWords } from "@milango/core/needs/understanding";
import { type Language, languages } from "@milango/core/text";
import { type ExpressionBuilder, sql } from "kysely";
import type { Executor } from "../database/outbox.ts";
import type { Tables } from "../database/tables.ts";
import type { Annotator } from "../needs/annotator.ts";

/** A search as the database is asked for it. */
export interface Search {
  readonly words: readonly string[];
  /** What the words mean: finds texts of other languages, and other words for the same. */
  readonly concepts: readonly string[];
  /** Nothing was found as it is written: words that are nearly these. */
  readonly nearly: boolean;
}

type Where = ExpressionBuilder<Tables, "actors">;

/** Below this a concept was only brushed. */
const sure = 0.4;
/** A search while somebody types does not wait long for what it means. */
const patienceMs = 400;
const mostRemembered = 500;

/** Reads what somebody searches for; what words mean is remembered, since people type one letter after the other. */
export function createSearchReader(db: Executor, annotator: Annotator) {
  const remembered = new Map<string, readonly string[]>();

  const conceptsOf = async (text: string, language: Language): Promise<readonly string[]> => {
    const key = `${language} ${text}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const reading = annotator.ask(text, language).then((found) => {
      const concepts = found.filter(({ weight }) => weight >= sure).map(({ concept }) => concept);
      if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value ?? "");
      remembered.set(key, concepts);
      return concepts;
    });
    const late = new Promise<readonly string[]>((resolve) => setTimeout(resolve, patienceMs, []).unref());
    return Promise.race([reading.catch(() => []), late]);
  };

  return async (query: string | undefined, language: Language | undefined): Promise<Search | undefined> => {
    const text = query?.trim() ?? "";
    if (text === "") return undefined;
    const words = searchWords(text, language);
    // Nothing to look for, a lone hyphen say, finds nothing.
    if (words.length === 0) return { words: [text], concepts: [], nearly: false };
    const spoken = language === undefined ? languages.slice(0, 3) : [language];
    const concepts = text.length < 3 ? [] : (await Promise.all(spoken.map((each) => conceptsOf(text, each)))).flat();
    const search = { words, concepts: [...new Set(concepts)], nearly: false };
    const found = await db
      .selectFrom("actors")
      .select("id")
      .where((where) => where.and([where("deleted_at", "is", null), finds(where, search)]))
      .limit(1)
      .executeTakeFirst();
    return found === undefined ? { ...search, nearly: true } : search;
  };
}

/** What a search finds. */
export function finds(where: Where, search: Search) {
  if (search.nearly)
    return where.and(
      search.words.map((word) =>
        // A word of three letters is nearly every other one.
        word.length < 4 ? contains(where, word) : sql<boolean>`${word} <% search_text`,
      ),
    );
  return where.or([
    where.and(search.words.map((word) => contains(where, word))),
    ...(search.concepts.length === 0
      ? []
      : [sql<boolean>`search_concepts && ${sql.val([...search.concepts])}::text[]`]),
  ]);
}

/** What is found by its very words comes before what means the same. */
export function rankOf(search: Search) {
  const all = search.words.map((word) => sql<boolean>`search_text like ${likePattern(word)}`);
  return sql<number>`case when ${sql.join(all, sql` and `)} then 0 else 1 end`;
}

function contains(where: Where, word: string) {
  return where("search_text", "like", likePattern(word));
}

export function likePattern(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
