export * from "./introduction.ts";
export * from "./introduction-state.ts";
