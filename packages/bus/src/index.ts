export * from "./local/connection.ts";
export * from "./local/hub.ts";
export { createNatsBus, type NatsBusOptions } from "./nats/connection.ts";
export * from "./ports.ts";
