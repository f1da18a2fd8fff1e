import type { WorkshopDraft } from "@milango/core/workshops";

/** What nearly every meeting across the sea starts from; everything in it can be changed. */
export const firstBlocks: NonNullable<WorkshopDraft["blocks"]> = [
  {
    title: { fr: "Accueil et tour de table", es: "Bienvenida y presentaciones", en: "Welcome and round table" },
    minutes: 10,
  },
  {
    title: {
      fr: "Ce que chacun cherche et offre",
      es: "Qué busca y qué ofrece cada parte",
      en: "What each side needs and offers",
    },
    minutes: 30,
  },
  { title: { fr: "Qui fait quoi, quand", es: "Quién hace qué y cuándo", en: "Who does what, when" }, minutes: 30 },
  {
    title: { fr: "Décisions et prochaines dates", es: "Decisiones y próximas fechas", en: "Decisions and next dates" },
    minutes: 15,
  },
];
