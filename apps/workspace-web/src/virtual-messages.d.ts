declare module "virtual:messages/*" {
  import type { CompiledMessages } from "./app/expand-messages.ts";

  const messages: CompiledMessages;
  export default messages;
}
