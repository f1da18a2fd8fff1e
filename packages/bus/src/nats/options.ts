import type { NewsStream } from "@milango/core/messages";
import type { SetAside } from "../ports.ts";

/** How a bus over NATS is set up. */
export interface NatsBusOptions {
  readonly url: string;
  readonly streams: { readonly [Name in NewsStream]: readonly string[] };
  /** How this process shows itself to the server's operator. */
  readonly name: string;
  /**
   * How long a consumer may be silent about a message before another gets it, in ms; 30 s when left out. A consumer
   * that lives says so in between, so only those that died lose their message.
   */
  readonly ackWaitMs?: number;
  readonly onSetAside: (aside: SetAside) => void;
  /** Faults one works on through: said, never thrown. */
  readonly onFault: (fault: string, error?: unknown) => void;
}
