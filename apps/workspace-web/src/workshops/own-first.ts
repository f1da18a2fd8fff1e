/** The territories of a workshop with the reader's own first; the pair whose hours stand side by side leads. */
export function orderTerritories(territories: readonly string[], own: string | undefined): readonly string[] {
  if (own === undefined || !territories.includes(own)) return territories;
  return [own, ...territories.filter((code) => code !== own)];
}
