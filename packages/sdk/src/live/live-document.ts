import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import { MilangoProblem } from "../problem.ts";
import { answerStep1, lacksOurs } from "./answer-step1.ts";
import { createCopyKeeper } from "./copy-keeper.ts";
import type { DocumentCache } from "./document-cache.ts";
import { awarenessFrame, helloFrame, numberedFrame, readFrame, step1Frame } from "./frames.ts";
import { createLine, type Door } from "./line.ts";
import { isSameStatus, type LiveStatus } from "./live-status.ts";
import { largestUpdate } from "./merge-batch.ts";
import type { Pace } from "./pace.ts";
import type { Runtime } from "./runtime.ts";
import { createUnsaved, type NumberedUpdate } from "./unsaved.ts";
import type { UpdateStore } from "./update-store.ts";

/** An open document: edit `doc`, watch `status`; everything else happens by itself until `close`. */
export interface LiveDocument {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly status: LiveStatus;
  /** Calls at each change of status; the function returned ends it. */
  onStatus(listener: (status: LiveStatus) => void): () => void;
  /**
   * Resolves when the server's state has arrived once, or a copy kept from before was read; throws a `MilangoProblem` (SIGN_IN_REQUIRED or NOT_FOUND) when
   * the document is refused before. Stays open when it is closed before.
   */
  readonly whenLoaded: Promise<void>;
  /** Leaves the document. What is not saved by then waits in the store until the document is opened again. */
  close(): void;
}

/** What a live document is made of. */
export interface LiveDeps {
  readonly id: string;
  readonly door: Door;
  readonly store: UpdateStore;
  readonly cache: DocumentCache | undefined;
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly runtime: Runtime;
  readonly pace: () => Pace;
  readonly onTraffic: (bytes: number) => void;
}

const resendMs = 5_000;
/** Answers to the server's step 1 without one acknowledgement, before a line is opened anew. */
const mostAnswers = 5;

export function openLiveDocument(deps: LiveDeps): LiveDocument {
  const { id, runtime, store, cache } = deps;
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  // The server tells who left; a quiet line is not an absent person. Signs of life come with the line's own beat.
  clearInterval(awareness._checkInterval);
  const unsaved = createUnsaved(id, doc.clientID, store);
  const copies = createCopyKeeper({ id, doc, cache, runtime });
  const listeners = new Set<(status: LiveStatus) => void>();
  const loaded = Promise.withResolvers<void>();
  // Who does not wait for it learns of a refusal by the status.
  loaded.promise.catch(() => undefined);
  let status: LiveStatus = { state: "connecting" };
  let offlineSince: number | undefined;
  /** The server's state has arrived on this line. */
  let isLoaded = false;
  /** The server's step 1 was answered on this line: changes may follow. */
  let isAnswered = false;
  /** The server's step 1, until there is a state to answer it from. */
  let asked: { stateVector: Uint8Array; lacks: boolean } | undefined;
  let answers = 0;
  const sentAt = new Map<number, number>();
  let stopBatch: (() => void) | undefined;
  let stopResend: (() => void) | undefined;
  let line: ReturnType<typeof createLine> | undefined;
  let isOver = false;

  const show = (next: LiveStatus = current()) => {
    if (status.state === "refused" || isSameStatus(status, next)) return;
    status = next;
    for (const listener of listeners) listener(status);
  };

  const current = (): LiveStatus => {
    const changes = unsaved.count();
    if (offlineSince !== undefined) return { state: "offline", changes, since: offlineSince };
    if (!isAnswered) return { state: "connecting" };
    return changes > 0 ? { state: "saving", changes } : { state: "saved" };
  };

  const transmit = ({ messageId, update }: NumberedUpdate, isStep2 = false) => {
    if (line?.isOpen !== true) return;
    // Only as an answer to its step 1 does the server take more than 1 MiB.
    line.send(numberedFrame(messageId, update, isStep2 || update.length > largestUpdate));
    sentAt.set(messageId, runtime.now());
    stopResend ??= runtime.after(resendMs, resend);
  };

  const resend = () => {
    stopResend = undefined;
    if (!isAnswered) return;
    for (const one of unsaved.all()) {
      const at = sentAt.get(one.messageId);
      if (at === undefined || runtime.now() - at >= resendMs) transmit(one);
    }
    if (unsaved.all().length > 0) stopResend ??= runtime.after(resendMs, resend);
  };

  const flush = () => {
    stopBatch?.();
    stopBatch = undefined;
    for (const one of unsaved.batch()) if (isAnswered) transmit(one);
  };

  const answer = () => {
    if (asked === undefined || !isLoaded) return;
    const { stateVector, lacks } = asked;
    asked = undefined;
    flush();
    isAnswered = true;
    offlineSince = undefined;
    if (unsaved.all().length > 0 || lacks) {
      if (++answers > mostAnswers) return line?.drop();
      const { updates, isStep2 } = answerStep1(doc, stateVector, unsaved);
      for (const one of updates) transmit(one, isStep2);
    }
    show();
  };

  const refuse = (reason: string) => {
    // What one may not see any more, or what was erased, is not to be shown from a copy either.
    if (reason === "forbidden" || reason === "renewed") copies.forget();
    const [code, answered] =
      reason === "sign-in" ? (["SIGN_IN_REQUIRED", 401] as const) : (["NOT_FOUND", 404] as const);
    loaded.reject(new MilangoProblem(code, answered, `The document was refused: ${reason}`));
    show({ state: "refused", reason });
    leave();
  };

  const hear = (bytes: Uint8Array) => {
    const message = readFrame(bytes);
    switch (message.type) {
      case "step1":
        // Asked now, while it holds nothing newer than what the server told before: else every step 2 would bring back
        // what others wrote meanwhile.
        asked = { stateVector: message.stateVector, lacks: lacksOurs(doc, Y.decodeStateVector(message.stateVector)) };
        return answer();
      case "update":
        Y.applyUpdate(doc, message.update, deps);
        if (!message.isAnswer || isLoaded) return;
        isLoaded = true;
        line?.works();
        answer();
        return loaded.resolve();
      case "awareness":
        return applyAwarenessUpdate(awareness, message.bytes, deps);
      case "saved":
        answers = 0;
        sentAt.delete(message.messageId);
        unsaved.forget(message.messageId);
        return show();
      case "refused": {
        const refused = unsaved.forget(message.messageId);
        // What nobody here changed was only an offer to a server that seemed to lack it.
        if (refused !== undefined && refused.changes > 0) refuse(message.reason);
        return;
      }
      case "position":
        // Before the state has come it tells of updates that came without those before them.
        if (isLoaded) copies.note(message);
        return;
      case "other":
        return;
    }
  };

  const down = () => {
    isLoaded = false;
    isAnswered = false;
    asked = undefined;
    answers = 0;
    sentAt.clear();
    offlineSince ??= runtime.now();
    const others = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID);
    removeAwarenessStates(awareness, others, deps);
    show();
  };

  const edited = (update: Uint8Array, origin: unknown) => {
    if (origin === deps) return;
    unsaved.note(update);
    stopBatch ??= runtime.after(deps.pace().batchMs, flush);
    show();
  };
  doc.on("update", edited);

  const sayPresence = ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>, by: unknown) => {
    if (by !== deps) line?.send(awarenessFrame(encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed])));
  };
  awareness.on("update", sayPresence);

  /** Says where we are with a newer clock: the server echoes it, and the others forgot us when the line was down. */
  const renewPresence = () => {
    const state = awareness.getLocalState();
    if (state !== null) awareness.setLocalState(state);
    else line?.send(step1Frame(Y.encodeStateVector(doc)));
  };

  const stopWatching = runtime.watch((event) => {
    if (event === "online") line?.hurry();
    else if (event === "offline") line?.drop();
    else flush();
  });

  const leave = () => {
    if (isOver) return;
    isOver = true;
    flush();
    copies.close();
    stopResend?.();
    stopWatching();
    doc.off("update", edited);
    // Said while the line is open, so that the others see one leave at once.
    awareness.destroy();
    line?.close();
  };

  const start = async () => {
    const [left, copy] = await Promise.all([store.load(id), copies.load()]);
    if (isOver) return;
    if (copy !== undefined) {
      Y.applyUpdate(doc, copy.state, deps);
      loaded.resolve();
    }
    unsaved.restore(left);
    for (const { update } of left) Y.applyUpdate(doc, update, deps);
    line = createLine({
      door: deps.door,
      WebSocket: deps.WebSocket,
      runtime,
      pace: deps.pace,
      onTraffic: deps.onTraffic,
      events: {
        onOpen() {
          const stateVector = Y.encodeStateVector(doc);
          line?.send(copies.held === undefined ? step1Frame(stateVector) : helloFrame(copies.held, stateVector));
          renewPresence();
        },
        onFrame: hear,
        onBeat: renewPresence,
        onDown: down,
        onRefused: refuse,
      },
    });
  };
  void start();

  return {
    doc,
    awareness,
    get status() {
      return status;
    },
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    whenLoaded: loaded.promise,
    close: leave,
  };
}
