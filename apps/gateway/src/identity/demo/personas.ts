/** The two volunteers of the demo. */
export const personas = [
  {
    id: "saint-martin",
    name: "Maëlle Hodge",
    email: "maelle.hodge@demo.milango.example",
    territory: "MF",
    language: "fr",
  },
  {
    id: "costa-rica",
    name: "Daniela Rojas",
    email: "daniela.rojas@demo.milango.example",
    territory: "CR",
    language: "es",
  },
] as const;
