import type { Clock, Log } from "./ports.ts";

/** One JSON object a line. Facts are ids and reasons, never personal data or tokens. */
export function createJsonLog(clock: Clock, write: (line: string) => void): Log {
  const line =
    (level: string) =>
    (message: string, facts: Readonly<Record<string, unknown>> = {}) =>
      write(`${JSON.stringify({ at: new Date(clock.now()).toISOString(), level, message, ...facts })}\n`);
  return { info: line("info"), warn: line("warn"), error: line("error") };
}
