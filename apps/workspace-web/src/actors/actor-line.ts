import { type Actor, legalFormOf } from "@milango/core/actors";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";

/** "association loi 1901, Marigot, Saint-Martin": the second line under an actor's name. */
export function useActorLine(): (actor: Actor, options?: { readonly withTerritory?: boolean }) => string {
  const nameOf = useTerritoryName();
  const t = useText();
  return (actor, { withTerritory = true } = {}) => {
    const form = actor.legalForm === null ? undefined : legalFormOf(actor.legalForm)?.label;
    const parts = [form ?? t(`actors.kind.${actor.kind}`), actor.locality];
    if (withTerritory) parts.push(nameOf(actor.territory));
    return parts.filter(Boolean).join(", ");
  };
}
