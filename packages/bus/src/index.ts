export * from "./local/connection.ts";
export * from "./local/hub.ts";
export { createNatsBus } from "./nats/connection.ts";
export * from "./ports.ts";
