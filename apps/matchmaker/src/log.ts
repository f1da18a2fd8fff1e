/** What happened, with facts; never texts or names of people. */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(event: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** A line of JSON an event. */
export function createJsonLog(clock: { now(): Date }, write: (line: string) => void): Log {
  const say = (level: string, event: string, facts: Readonly<Record<string, unknown>> = {}) =>
    write(`${JSON.stringify({ at: clock.now().toISOString(), level, program: "matchmaker", event, ...facts })}\n`);
  return { info: (event, facts) => say("info", event, facts), warn: (event, facts) => say("warn", event, facts) };
}
