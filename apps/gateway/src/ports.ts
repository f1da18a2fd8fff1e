/** What the gateway takes from outside itself, so that a test can decide it. */
export type NewId = () => string;

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}
