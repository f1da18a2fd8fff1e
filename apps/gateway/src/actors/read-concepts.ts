import { isLanguage } from "@milango/core/text";
import { sql } from "kysely";
import type { Deps } from "../deps.ts";
import type { Job } from "../scheduler/scheduler.ts";

const sure = 0.4;
const atOnce = 50;
const everyMs = 5_000;
const longest = 5_000;

/** Reads what actors say of themselves, need and offer, so that they are found by what it means in any language. */
export function readConceptsJob({ db, annotator }: Pick<Deps, "db" | "annotator">): Job {
  const read = async (texts: readonly Readonly<Record<string, string>>[]): Promise<string[]> => {
    const concepts = new Set<string>();
    for (const text of texts) {
      for (const [language, words] of Object.entries(text)) {
        if (!isLanguage(language) || words === "") continue;
        for (const { concept, weight } of await annotator.ask(words.slice(0, longest), language))
          if (weight >= sure) concepts.add(concept);
      }
    }
    return [...concepts].sort();
  };

  /** Without a matchmaker it waits: nothing else depends on it. */
  const answers = () =>
    annotator.ask("eau", "fr").then(
      () => true,
      () => false,
    );

  return {
    name: "actors.readConcepts",
    everyMs,
    async run() {
      let count: number;
      do {
        const rows = await db
          .selectFrom("actors")
          .select(["id", "search_text", "description"])
          .select(sql<string>`md5(search_text)`.as("digest"))
          .where("deleted_at", "is", null)
          .where(sql<boolean>`read_digest is distinct from md5(search_text)`)
          .orderBy("id")
          .limit(atOnce)
          .execute();
        count = rows.length;
        if (count === 0 || !(await answers())) return;
        const ids = rows.map(({ id }) => id);
        const said = async (table: "needs" | "offers") =>
          db
            .selectFrom(table)
            .select(["actor_id", "text", "concepts"])
            .where("actor_id", "in", ids)
            .where("state", "=", "open")
            .execute();
        const statements = [...(await said("needs")), ...(await said("offers"))];
        for (const { id, description, digest } of rows) {
          const own = statements.filter(({ actor_id }) => actor_id === id);
          const texts = [...own.map(({ text }) => text), description ?? {}];
          const concepts = await read(texts as Record<string, string>[]);
          const search_concepts = [...new Set([...concepts, ...own.flatMap(({ concepts }) => concepts)])];
          // Should the words have changed meanwhile, the digest is another one and they are read again.
          await db.updateTable("actors").set({ search_concepts, read_digest: digest }).where("id", "=", id).execute();
        }
      } while (count === atOnce);
    },
  };
}
