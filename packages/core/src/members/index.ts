export * from "./audit.ts";
export * from "./invitation.ts";
