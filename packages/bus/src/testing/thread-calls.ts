type Callable = (...args: unknown[]) => unknown;

/** One end of a channel between two threads. */
interface End {
  postMessage(message: unknown): void;
  on(event: "message", hear: (message: unknown) => void): unknown;
}

type Said =
  | { readonly type: "give"; readonly value: unknown }
  | { readonly type: "call"; readonly ref: number; readonly callee: number; readonly args: unknown }
  | { readonly type: "returned"; readonly ref: number; readonly value: unknown }
  | { readonly type: "threw"; readonly ref: number; readonly error: Record<string, unknown> };

const calleeKey = "callee of the other thread";

/**
 * Lets one thread use an object of the other: what it is given is a copy in which each function calls the original and
 * answers with a promise. Functions among arguments and results are passed on the same way.
 */
export function createThreadCalls(end: End) {
  const callees = new Map<number, Callable>();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const given = Promise.withResolvers<unknown>();
  let lastRef = 0;
  const say = (said: Said) => end.postMessage(said);

  const pack = (value: unknown): unknown => {
    if (typeof value !== "function") return mapInside(value, pack);
    callees.set(++lastRef, value as Callable);
    return { [calleeKey]: lastRef };
  };

  const unpack = (value: unknown): unknown => {
    const callee = isPlain(value) ? value[calleeKey] : undefined;
    if (typeof callee !== "number") return mapInside(value, unpack);
    return (...args: unknown[]) => {
      const ref = ++lastRef;
      const answer = Promise.withResolvers<unknown>();
      waiting.set(ref, answer);
      say({ type: "call", ref, callee, args: pack(args) });
      // Whoever calls a function that promises nothing does not look at the answer.
      answer.promise.catch(() => undefined);
      return answer.promise;
    };
  };

  const run = async ({ ref, callee, args }: Extract<Said, { type: "call" }>) => {
    try {
      const value = await callees.get(callee)?.(...(unpack(args) as unknown[]));
      say({ type: "returned", ref, value: pack(value) });
    } catch (error) {
      // A thrown error is copied without the properties of its class, and those are what a test looks at.
      const { name, message, cause } = error instanceof Error ? error : new Error(String(error));
      say({ type: "threw", ref, error: { ...(error as object), name, message, cause } });
    }
  };

  end.on("message", (message) => {
    const said = message as Said;
    if (said.type === "give") given.resolve(unpack(said.value));
    else if (said.type === "call") void run(said);
    else {
      const answer = waiting.get(said.ref);
      waiting.delete(said.ref);
      if (said.type === "returned") answer?.resolve(unpack(said.value));
      else answer?.reject(Object.assign(new Error(), said.error));
    }
  });

  return {
    give: (value: object) => say({ type: "give", value: pack(value) }),
    /** What the other thread gave. */
    given: given.promise,
  };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function mapInside(value: unknown, change: (inner: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
}
