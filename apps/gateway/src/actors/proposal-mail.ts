import type { Locale } from "@milango/core/text";
import type { Composer } from "../mail/post.ts";

interface Words {
  readonly hello: (name: string) => string;
  readonly claim: (who: string, actor: string) => string;
  readonly correction: (who: string, actor: string) => string;
  readonly look: string;
  readonly accepted: { readonly claim: (actor: string) => string; readonly correction: (actor: string) => string };
  readonly declined: { readonly claim: (actor: string) => string; readonly correction: (actor: string) => string };
  readonly sheet: string;
  readonly somebody: string;
}

const texts: { readonly [L in Locale]: Words } = {
  fr: {
    hello: (name) => `Bonjour ${name},`,
    claim: (who, actor) => `${who} demande à représenter ${actor}`,
    correction: (who, actor) => `${who} propose une correction pour ${actor}`,
    look: "À examiner ici : ",
    accepted: {
      claim: (actor) => `Vous représentez maintenant ${actor}`,
      correction: (actor) => `Votre correction pour ${actor} est acceptée, merci`,
    },
    declined: {
      claim: (actor) => `Votre demande de représenter ${actor} n'a pas été retenue`,
      correction: (actor) => `Votre correction pour ${actor} n'a pas été retenue`,
    },
    sheet: "La fiche : ",
    somebody: "Quelqu'un",
  },
  es: {
    hello: (name) => `Hola, ${name}:`,
    claim: (who, actor) => `${who} pide representar a ${actor}`,
    correction: (who, actor) => `${who} propone una corrección para ${actor}`,
    look: "Para revisar aquí: ",
    accepted: {
      claim: (actor) => `Ahora usted representa a ${actor}`,
      correction: (actor) => `Su corrección para ${actor} fue aceptada, gracias`,
    },
    declined: {
      claim: (actor) => `Su solicitud de representar a ${actor} no fue aceptada`,
      correction: (actor) => `Su corrección para ${actor} no fue aceptada`,
    },
    sheet: "La ficha: ",
    somebody: "Alguien",
  },
  en: {
    hello: (name) => `Hello ${name},`,
    claim: (who, actor) => `${who} asks to represent ${actor}`,
    correction: (who, actor) => `${who} proposes a correction for ${actor}`,
    look: "To be looked at here: ",
    accepted: {
      claim: (actor) => `You now represent ${actor}`,
      correction: (actor) => `Your correction for ${actor} is accepted, thank you`,
    },
    declined: {
      claim: (actor) => `Your request to represent ${actor} was not accepted`,
      correction: (actor) => `Your correction for ${actor} was not accepted`,
    },
    sheet: "The sheet: ",
    somebody: "Somebody",
  },
};

/** Tells those who decide that somebody proposed something, and the one who proposed it what was decided. */
export function proposalComposer(publicUrl: string): Composer {
  return async (db, to, about) => {
    const row = await db
      .selectFrom("proposals")
      .innerJoin("actors", "actors.id", "proposals.actor_id")
      .leftJoin("people", "people.id", "proposals.by")
      .select(["proposals.kind", "proposals.state", "proposals.note", "proposals.reason", "proposals.by"])
      .select(["actors.id as actor_id", "actors.name as actor", "people.name as author"])
      .where("proposals.id", "=", about ?? "")
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const words = texts[to.locale];
    if (row.state === "open") {
      if (row.by === to.id) return undefined;
      const sentence = words[row.kind](row.author ?? words.somebody, row.actor);
      return letter(words.hello(to.name), sentence, row.note, `${words.look}${publicUrl}/administration`);
    }
    if (row.by !== to.id || row.state === "withdrawn") return undefined;
    const sentence = words[row.state][row.kind](row.actor);
    return letter(words.hello(to.name), sentence, row.reason, `${words.sheet}${publicUrl}/actors/${row.actor_id}`);
  };
}

function letter(hello: string, sentence: string, said: string | null, link: string) {
  const paragraphs = [hello, `${sentence}.`, ...(said === null ? [] : [said]), link];
  // A name with a line break would begin another header.
  return { subject: sentence.replace(/\s+/g, " "), text: `${paragraphs.join("\n\n")}\n` };
}
