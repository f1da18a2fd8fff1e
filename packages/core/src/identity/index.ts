export * from "./caller.ts";
export * from "./ids.ts";
export * from "./person.ts";
export * from "./policy.ts";
