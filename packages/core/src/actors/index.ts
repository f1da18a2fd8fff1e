export * from "./actor.ts";
export * from "./entry.ts";
export * from "./kind.ts";
export * from "./legal-form.ts";
export * from "./provenance.ts";
export * from "./sector.ts";
export * from "./territory.ts";
