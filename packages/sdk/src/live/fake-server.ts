import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { MachineEvent, Runtime } from "./runtime.ts";

/** A clock that moves when a test says so. */
export function createFakeRuntime() {
  let now = 1_000_000;
  const timers = new Set<{ at: number; run: () => void }>();
  const watchers = new Set<(event: MachineEvent) => void>();
  const runtime: Runtime = {
    now: () => now,
    random: () => 0.5,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    watch(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 30; turn++) await Promise.resolve();
  };
  return {
    runtime,
    settle,
    waiting: () => timers.size,
    tell: (event: MachineEvent) => {
      for (const watcher of watchers) watcher(event);
    },
    /** Lets time pass, timer by timer. */
    async pass(ms: number) {
      const until = now + ms;
      for (;;) {
        await settle();
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = until;
      await settle();
    },
  };
}

/** A server's side of the protocol on a document of its own, and the sockets that lead to it. */
export function createFakeServer() {
  const doc = new Y.Doc();
  const sockets = new Set<FakeSocket>();
  /** Numbered updates as they came, per socket. */
  const received: { id: number; isStep2: boolean; update: Uint8Array }[] = [];
  const behaviour = {
    acknowledges: true,
    refusesWith: "",
    answers: true,
    closesWith: 0,
    ticketStatus: 201,
    position: 7,
    generation: 1,
  };
  /** What clients said they hold. */
  const hellos: { position: number; generation: number }[] = [];
  let tickets = 0;
  let position = 0;
  doc.on("update", () => position++);

  const frame = (...parts: (number | Uint8Array | string)[]) => {
    const encoder = encoding.createEncoder();
    for (const part of parts) {
      if (typeof part === "number") encoding.writeVarUint(encoder, part);
      else if (typeof part === "string") encoding.writeVarString(encoder, part);
      else encoding.writeVarUint8Array(encoder, part);
    }
    return encoding.toUint8Array(encoder);
  };

  class FakeSocket {
    readyState = 0;
    binaryType = "blob";
    onopen: () => void = () => {};
    onmessage: (event: { data: ArrayBuffer }) => void = () => {};
    onclose: (event: { code: number; reason: string }) => void = () => {};
    readonly url: string;

    constructor(url: string) {
      this.url = url;
      sockets.add(this);
      queueMicrotask(() => {
        this.readyState = 1;
        this.onopen();
        if (behaviour.closesWith !== 0) this.break(behaviour.closesWith);
        else if (behaviour.answers) this.say(frame(0, 0, Y.encodeStateVector(doc)));
      });
    }

    say(bytes: Uint8Array) {
      const { buffer } = bytes.slice();
      queueMicrotask(() => this.readyState === 1 && this.onmessage({ data: buffer as ArrayBuffer }));
    }

    send(bytes: Uint8Array) {
      const decoder = decoding.createDecoder(bytes);
      const kind = decoding.readVarUint(decoder);
      if (!behaviour.answers) return;
      if (kind === 1) this.say(bytes);
      if (kind === 103) {
        const told = { position: decoding.readVarUint(decoder), generation: decoding.readVarUint(decoder) };
        hellos.push(told);
        if (told.generation !== behaviour.generation) return this.break(4409, "renewed");
        this.answer(decoding.readVarUint8Array(decoder), told.position === position);
      }
      if (kind === 0) {
        decoding.readVarUint(decoder);
        this.answer(decoding.readVarUint8Array(decoder), false);
      }
      if (kind !== 100) return;
      const id = decoding.readVarUint(decoder);
      const isStep2 = decoding.readVarUint(decoder) === 1;
      const update = decoding.readVarUint8Array(decoder);
      received.push({ id, isStep2, update });
      if (behaviour.refusesWith !== "") return this.say(frame(102, id, behaviour.refusesWith));
      Y.applyUpdate(doc, update);
      if (behaviour.acknowledges) this.say(frame(101, id, received.length));
    }

    answer(known: Uint8Array, isUpToDate: boolean) {
      this.say(frame(0, 1, isUpToDate ? Uint8Array.of(0, 0) : Y.encodeStateAsUpdate(doc, known)));
      this.say(frame(104, position, behaviour.generation));
    }

    break(code = 1006, reason = "") {
      this.readyState = 3;
      sockets.delete(this);
      this.onclose({ code, reason });
    }

    close() {
      if (this.readyState === 3) return;
      this.readyState = 3;
      sockets.delete(this);
      queueMicrotask(() => this.onclose({ code: 1005, reason: "" }));
    }
  }

  const fetch = async () => {
    const status = behaviour.ticketStatus;
    if (status === 0) throw new TypeError("no network");
    tickets++;
    const body = status === 201 ? { ticket: `t${tickets}`, expiresAt: new Date(2e12) } : { code: "NOT_FOUND" };
    return new Response(JSON.stringify(body), { status });
  };

  doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin === "other") for (const socket of sockets) socket.say(frame(0, 2, update));
  });
  return {
    doc,
    sockets,
    received,
    hellos,
    behaviour,
    frame,
    fetch,
    tickets: () => tickets,
    WebSocket: FakeSocket as unknown as typeof globalThis.WebSocket,
    /** Somebody else writes. */
    write: (write: (text: Y.Text) => void) => doc.transact(() => write(doc.getText()), "other"),
    breakAll: (code?: number) => {
      for (const socket of [...sockets]) socket.break(code);
    },
  };
}
