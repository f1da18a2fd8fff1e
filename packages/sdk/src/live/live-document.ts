import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";
import { backOffMs } from "./back-off.ts";
import { awarenessFrame, numberedFrame, readFrame, step1Frame, subprotocol } from "./frames.ts";
import { isSameStatus, type LiveStatus } from "./live-status.ts";
import { createUnsaved } from "./unsaved.ts";

/** An open document: edit `doc`, watch `status`; everything else happens by itself until `close`. */
export interface LiveDocument {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly status: LiveStatus;
  onStatus(listener: (status: LiveStatus) => void): () => void;
  /** Resolves when the server's state has arrived once. */
  readonly whenLoaded: Promise<void>;
  /** Leaves the document. What is not acknowledged by then is lost with this object: wait for `saved` before. */
  close(): void;
}

/** What a live document takes from outside itself, so that a test can decide it. */
export interface LiveDeps {
  /** The socket's address, with a fresh ticket if there is none that holds. Throws a problem with `status` when refused. */
  readonly address: () => Promise<string>;
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly now: () => number;
  readonly random: () => number;
}

const batchMs = 20;
const resendMs = 5_000;
const silenceMs = 30_000;
const refusedCodes: Readonly<Record<number, string>> = { 4401: "sign-in", 4403: "forbidden" };

export function openLiveDocument(deps: LiveDeps): LiveDocument {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const unsaved = createUnsaved();
  const listeners = new Set<(status: LiveStatus) => void>();
  const loaded = Promise.withResolvers<void>();
  let socket: WebSocket | undefined;
  let status: LiveStatus = { state: "connecting" };
  let synced = false;
  let failures = 0;
  let offlineSince: number | undefined;
  let lastHeard = 0;
  let lastSent = 0;
  let closed = false;
  let batchTimer: ReturnType<typeof setTimeout> | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    if (status.state === "refused") return;
    const changes = unsaved.count();
    const next: LiveStatus =
      offlineSince !== undefined
        ? { state: "offline", changes, since: offlineSince }
        : !synced
          ? { state: "connecting" }
          : changes > 0
            ? { state: "saving", changes }
            : { state: "saved" };
    if (isSameStatus(status, next)) return;
    status = next;
    for (const listener of listeners) listener(status);
  };

  const refuse = (reason: string) => {
    status = { state: "refused", reason };
    for (const listener of listeners) listener(status);
  };

  const transmit = (bytes: Uint8Array<ArrayBuffer>) => {
    if (socket?.readyState !== 1) return;
    socket.send(bytes);
    lastSent = deps.now();
  };

  const flush = () => {
    batchTimer = undefined;
    if (!synced || socket?.readyState !== 1) return;
    const next = unsaved.next();
    if (next !== undefined) transmit(numberedFrame(next.messageId, next.update, false));
    show();
  };

  doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin === deps) return;
    unsaved.add(update);
    batchTimer ??= setTimeout(flush, batchMs);
    show();
  });
  awareness.on(
    "update",
    ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>, origin: unknown) => {
      if (origin === deps) return;
      transmit(awarenessFrame(encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed])));
    },
  );

  const hear = (bytes: Uint8Array) => {
    lastHeard = deps.now();
    const message = readFrame(bytes);
    switch (message.type) {
      case "step1": {
        // First everything the server lacks, then each unsaved change under its own number: those it has by then cost
        // nothing, and are acknowledged when they are safe.
        transmit(numberedFrame(0, Y.encodeStateAsUpdate(doc, message.stateVector), true));
        for (const { messageId, update } of unsaved.sent()) transmit(numberedFrame(messageId, update, false));
        return;
      }
      case "update":
        Y.applyUpdate(doc, message.update, deps);
        if (!message.isAnswer || synced) return;
        synced = true;
        failures = 0;
        loaded.resolve();
        flush();
        return;
      case "awareness":
        applyAwarenessUpdate(awareness, message.bytes, deps);
        return;
      case "saved":
        unsaved.acknowledge(message.messageId);
        return show();
      case "refused":
        if (message.messageId !== 0 && unsaved.drop(message.messageId)) refuse(message.reason);
        return;
      case "other":
        return;
    }
  };

  const disconnected = (code: number) => {
    socket = undefined;
    synced = false;
    offlineSince ??= deps.now();
    const others = [...awareness.getStates().keys()].filter((client) => client !== doc.clientID);
    removeAwarenessStates(awareness, others, deps);
    if (closed) return;
    if (code >= 4400 && code < 4500) return refuse(refusedCodes[code] ?? "refused");
    show();
    retryTimer = setTimeout(connect, backOffMs(failures++, deps.random));
  };

  async function connect(): Promise<void> {
    clearTimeout(retryTimer);
    if (closed || socket !== undefined || status.state === "refused") return;
    let address: string;
    try {
      address = await deps.address();
    } catch (error) {
      const { status: answered } = error as { status?: number };
      return disconnected(answered === 401 ? 4401 : answered === 404 || answered === 403 ? 4403 : 1006);
    }
    if (closed || socket !== undefined) return;
    const opened = new deps.WebSocket(address, [subprotocol]);
    opened.binaryType = "arraybuffer";
    socket = opened;
    opened.onopen = () => {
      offlineSince = undefined;
      lastHeard = deps.now();
      transmit(step1Frame(Y.encodeStateVector(doc)));
      if (awareness.getLocalState() !== null)
        transmit(awarenessFrame(encodeAwarenessUpdate(awareness, [doc.clientID])));
      show();
    };
    opened.onmessage = ({ data }: MessageEvent) => {
      if (data instanceof ArrayBuffer) hear(new Uint8Array(data));
    };
    opened.onclose = ({ code }: CloseEvent) => {
      if (socket === opened) disconnected(code);
    };
    opened.onerror = () => opened.close();
  }

  /** Looks after a line that is open but dead, and after changes nobody answered. */
  const tick = setInterval(() => {
    const now = deps.now();
    if (socket?.readyState !== 1) return;
    if (now - lastHeard > silenceMs) {
      const dead = socket;
      disconnected(1006);
      dead.close();
      return;
    }
    if (synced && unsaved.sent().length > 0 && now - lastSent > resendMs) {
      for (const { messageId, update } of unsaved.sent()) transmit(numberedFrame(messageId, update, false));
    }
  }, 1_000);

  const online = () => {
    failures = 0;
    void connect();
  };
  globalThis.addEventListener?.("online", online);
  void connect();

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
    close() {
      flush();
      closed = true;
      clearTimeout(batchTimer);
      clearTimeout(retryTimer);
      clearInterval(tick);
      globalThis.removeEventListener?.("online", online);
      // Says goodbye while the line is open, so that the others see one leave at once.
      removeAwarenessStates(awareness, [doc.clientID], "close");
      socket?.close();
      awareness.destroy();
    },
  };
}
