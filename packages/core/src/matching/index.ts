export * from "./match-actor.ts";
export * from "./suggestion.ts";
export * from "./suggestion-state.ts";
