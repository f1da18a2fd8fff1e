import type { ActorId } from "@milango/core/identity";
import type { RecordMessage, RecordSubject } from "@milango/core/messages";
import type { Http } from "./http.ts";
import { MilangoProblem } from "./problem.ts";
import { readEvents } from "./sse.ts";

type Bodies = {
  [Subject in RecordSubject as Subject extends `milango.${infer Name}.v1` ? Name : never]: Extract<
    RecordMessage,
    { subject: Subject }
  >["body"];
} & {
  /** The suggestions of an actor changed: read them again. */
  "matching.suggested": { readonly actorId: ActorId };
};

/** Events are named like the bus subjects, without prefix and version. */
export type EventName = keyof Bodies;
/** An event as it arrives; the body may hold less than the bus does, never more. */
export type MilangoEvent = { [Name in EventName]: { readonly name: Name; readonly body: Bodies[Name] } }[EventName];

/** A running subscription. */
export interface Subscription {
  close(): void;
}

export interface SubscribeOptions {
  /** Told each time the stream opens: at first, and after every break. */
  readonly onOpen?: () => void;
  /** Told when the stream ends for good, because one may not read it. */
  readonly onRefused?: (problem: MilangoProblem) => void;
}

const shortestWait = 500;
const longestWait = 30_000;

/** Changes as they happen, over one long answer that resumes where it broke. */
export function createEvents(http: Http, wait: (ms: number, signal: AbortSignal) => Promise<void> = sleep) {
  async function follow(
    names: readonly EventName[],
    handle: (event: MilangoEvent) => void,
    signal: AbortSignal,
    options: SubscribeOptions,
  ): Promise<void> {
    let lastId = "";
    let failures = 0;
    while (!signal.aborted) {
      try {
        const headers = { accept: "text/event-stream", ...(lastId === "" ? {} : { "last-event-id": lastId }) };
        const response = await http.open("/events", { headers, signal });
        options.onOpen?.();
        if (response.body === null) throw new MilangoProblem("UNREADABLE", response.status, "The stream has no body");
        for await (const event of readEvents(response.body)) {
          failures = 0;
          if (event.id !== "") lastId = event.id;
          const name = names.find((one) => one === event.name);
          if (name !== undefined) handle({ name, body: JSON.parse(event.data) } as MilangoEvent);
        }
      } catch (problem) {
        if (signal.aborted) return;
        if (problem instanceof MilangoProblem && (problem.status === 401 || problem.status === 403)) {
          options.onRefused?.(problem);
          return;
        }
      }
      // Full jitter over the upper half: a restarted gateway is not met by everybody at once.
      const ceiling = Math.min(longestWait, shortestWait * 2 ** failures++);
      await wait(ceiling * (0.5 + Math.random() / 2), signal);
    }
  }

  return {
    /** Calls `handle` for each event named, until closed. Breaks are mended by themselves. */
    subscribe(
      names: readonly EventName[],
      handle: (event: MilangoEvent) => void,
      options: SubscribeOptions = {},
    ): Subscription {
      const ended = new AbortController();
      void follow(names, handle, ended.signal, options);
      return { close: () => ended.abort() };
    },
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
