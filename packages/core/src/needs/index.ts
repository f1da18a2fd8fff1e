export * from "./concept.ts";
export * from "./need.ts";
