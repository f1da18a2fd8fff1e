/** What a live document takes from the machine it runs on; a test brings its own. */
export interface Runtime {
  /** Epoch ms. */
  now(): number;
  /** From 0 up to 1, without it. */
  random(): number;
  /** Runs something once, later; the function returned takes it back. */
  after(ms: number, run: () => void): () => void;
  /** Tells when the network came or went and when the page is being left; the function returned ends it. */
  watch(listener: (event: MachineEvent) => void): () => void;
}

const machineEvents = ["online", "offline", "pagehide"] as const;
export type MachineEvent = (typeof machineEvents)[number];

/** The clock, timers and chance of a browser or of Node, which knows no such events. */
export const systemRuntime: Runtime = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  watch(listener) {
    const page: Partial<EventTarget> = globalThis;
    const heard = machineEvents.map((event) => [event, () => listener(event)] as const);
    for (const [event, handle] of heard) page.addEventListener?.(event, handle);
    return () => {
      for (const [event, handle] of heard) page.removeEventListener?.(event, handle);
    };
  },
};
