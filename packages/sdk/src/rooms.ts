import { createActors } from "./actors.ts";
import { createComments } from "./comments.ts";
import { createConcepts } from "./concepts.ts";
import { createEvents } from "./events.ts";
import { createHttp, type HttpOptions } from "./http.ts";
import { createIdentity } from "./identity.ts";
import { createImports } from "./imports.ts";
import { createIntroductions } from "./introductions.ts";
import { createMembers } from "./members.ts";
import { createNeeds } from "./needs.ts";
import { createOffers } from "./offers.ts";
import { createSuggestions } from "./suggestions.ts";
import { createWorkshops } from "./workshops.ts";

/** The rooms that speak HTTP only; without live documents a page that shows a directory stays small. */
export function createRooms(options: HttpOptions) {
  const http = createHttp(options);
  return {
    identity: createIdentity(http),
    members: createMembers(http),
    actors: createActors(http),
    needs: createNeeds(http),
    offers: createOffers(http),
    concepts: createConcepts(http),
    suggestions: createSuggestions(http),
    introductions: createIntroductions(http),
    workshops: createWorkshops(http),
    comments: createComments(http),
    imports: createImports(http),
    events: createEvents(http),
  };
}
/** What `createRooms` gives. */
export type MilangoRooms = ReturnType<typeof createRooms>;
