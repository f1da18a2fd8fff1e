import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { article, paragraphs, typing, writing } from "./edits.ts";
import { rssMegabytes } from "./load.ts";
import type { Ground, Name, Peer } from "./peers.ts";
import type { RawClient } from "./raw-client.ts";
import { type Measured, median, peers, warmUp } from "./rows.ts";

/** Opens a document; resolves when its state has come, with how long that took (ms) and how many bytes came. */
export async function join(peer: Peer, document: string): Promise<{ raw: RawClient; ms: number; bytes: number }> {
  const begun = performance.now();
  const raw = await peer.dialect.open(peer.port, document);
  const whole = Promise.withResolvers<number>();
  raw.onClose = (code) => whole.reject(new Error(`closed with ${code}`));
  raw.onFrame = (payload) => {
    const { updateAt, updateLength, isStep2 } = peer.dialect.hear(payload);
    if (updateAt >= 0 && isStep2) whole.resolve(updateLength);
  };
  for (const frame of peer.dialect.hello(document)) raw.send(frame);
  const bytes = await whole.promise;
  return { raw, ms: performance.now() - begun, bytes };
}

/** Memory of open documents, and what stays of it when all have left. */
export async function memory(ground: Ground, count: number): Promise<Measured[]> {
  const open: Partial<Record<Name, number>> = {};
  const left: Partial<Record<Name, number>> = {};
  const content = article(50_000);
  for (const name of peers) {
    const peer = await ground.start(name);
    await warmUp(peer);
    await sleep(4_000);
    const empty = rssMegabytes(peer.pid());
    const clients: RawClient[] = [];
    for (const document of await peer.documents(count)) {
      const first = await join(peer, document);
      first.raw.send(peer.dialect.update(document, content, 1));
      clients.push(first.raw, (await join(peer, document)).raw);
    }
    await sleep(4_000);
    open[name] = (1024 * (rssMegabytes(peer.pid()) - empty)) / count;
    for (const raw of clients) raw.destroy();
    await sleep(20_000);
    left[name] = rssMegabytes(peer.pid()) - empty;
    await peer.stop();
  }
  return [
    { row: `an open document of 50 KB with 2 clients (${count} of them)`, unit: "KB", values: open },
    { row: `above empty after ${count} documents were left`, unit: "MB", values: left },
  ];
}

/** How long a document of many edits takes to open, from the disk and again. */
export async function coldLoad(ground: Ground, edits: number): Promise<Measured[]> {
  const restarted: Partial<Record<Name, number>> = {};
  const reopened: Partial<Record<Name, number>> = {};
  const updates = writing(77, edits);
  for (const name of ["milango", "hocuspocus"] as const) {
    const peer = await ground.start(name);
    const [document = ""] = await peer.documents(1);
    const { raw } = await join(peer, document);
    let acknowledged = 0;
    raw.onFrame = (payload) => {
      if (peer.dialect.hear(payload).acknowledged >= 0) acknowledged++;
    };
    for (const [nth, update] of updates.entries()) {
      raw.send(peer.dialect.update(document, update, nth + 1));
      while (nth - acknowledged > 2_000) await sleep(1);
    }
    while (acknowledged < edits) await sleep(10);
    raw.destroy();
    // Ours compacts when it is quiet, Hocuspocus stores two seconds after the last edit.
    await sleep(8_000);
    const cold: number[] = [];
    const warm: number[] = [];
    for (let round = 0; round < 3; round++) {
      await peer.stop();
      await peer.start();
      await sleep(1_000);
      const first = await join(peer, document);
      cold.push(first.ms);
      first.raw.destroy();
      await sleep(3_000);
      const second = await join(peer, document);
      warm.push(second.ms);
      second.raw.destroy();
      await sleep(500);
    }
    restarted[name] = median(cold);
    reopened[name] = median(warm);
    await peer.stop();
  }
  const what = `first sync of ${edits.toLocaleString("en")} edits`;
  return [
    { row: `${what}, server restarted`, unit: "ms", values: restarted },
    { row: `${what}, reopened`, unit: "ms", values: reopened },
  ];
}

/** Frames of 15 bytes that announce millions of structs: how long others wait, and the memory it takes. */
export async function hostileFrames(ground: Ground): Promise<Measured[]> {
  const stall: Partial<Record<Name, number>> = {};
  const grown: Partial<Record<Name, number>> = {};
  // One client, 33 million structs announced, then nothing.
  const update = Uint8Array.of(1, 0x80, 0xa0, 0xde, 0x0f, 5, 0, 4, 1, 1, 116, 1, 97, 0, 0);
  for (const name of peers) {
    const peer = await ground.start(name);
    await warmUp(peer);
    const [document = "", other = ""] = await peer.documents(2);
    const before = rssMegabytes(peer.pid());
    const honest = await join(peer, other);
    const watcher = await join(peer, other);
    let [longest, sentAt] = [0, 0];
    watcher.raw.onFrame = (payload) => {
      const { updateAt, isStep2 } = peer.dialect.hear(payload);
      if (updateAt >= 0 && !isStep2 && sentAt > 0) {
        longest = Math.max(longest, performance.now() - sentAt);
        sentAt = 0;
      }
    };
    const edits = typing(5, 4_000);
    const attacker = await join(peer, document);
    for (let nth = 0; nth < 300; nth++) attacker.raw.send(peer.dialect.update(document, update, nth + 1));
    const begun = performance.now();
    for (let nth = 0; performance.now() - begun < 20_000 && nth < 100; ) {
      if (sentAt === 0) {
        sentAt = performance.now();
        honest.raw.send(peer.dialect.update(other, edits[nth++] as Uint8Array, nth));
      }
      await sleep(5);
    }
    stall[name] = Math.max(longest, sentAt > 0 ? performance.now() - sentAt : 0);
    grown[name] = rssMegabytes(peer.pid()) - before;
    for (const { raw } of [attacker, honest, watcher]) raw.destroy();
    await peer.kill();
  }
  return [
    { row: "300 frames of 15 bytes announcing 33M structs: longest wait of others", unit: "ms", values: stall },
    { row: "the same: memory grown", unit: "MB", values: grown },
  ];
}

/** Somebody reads nothing while two megabytes a second are written. */
export async function slowReader(ground: Ground): Promise<Measured[]> {
  const closedAfter: Partial<Record<Name, number>> = {};
  const grown: Partial<Record<Name, number>> = {};
  const updates = paragraphs(6, 20_000, 2_000);
  for (const name of peers) {
    const peer = await ground.start(name);
    await warmUp(peer);
    const [document = ""] = await peer.documents(1);
    const writer = await join(peer, document);
    const slow = await join(peer, document);
    slow.raw.pause();
    const before = rssMegabytes(peer.pid());
    const begun = performance.now();
    let [highest, closed] = [before, Number.POSITIVE_INFINITY];
    for (let nth = 0; performance.now() - begun < 16_000 && nth < updates.length; nth++) {
      writer.raw.send(peer.dialect.update(document, updates[nth] as Uint8Array, nth + 1));
      highest = Math.max(highest, rssMegabytes(peer.pid()));
      await sleep(Math.max(0, 10 * (nth + 1) - (performance.now() - begun)));
      // A reader that stands still hears nothing of it: the system knows.
      if (isLetGo(peer.port, slow.raw.socket.localPort as number)) {
        closed = performance.now();
        break;
      }
    }
    closedAfter[name] = (closed - begun) / 1000;
    grown[name] = highest - before;
    writer.raw.destroy();
    slow.raw.destroy();
    await peer.kill();
  }
  return [
    { row: "a reader that reads nothing, 2 MB/s written: closed after", unit: "s", values: closedAfter },
    { row: "the same, in 16 s at most: memory grown", unit: "MB", values: grown },
  ];
}

/** Whether the server gave up its end of a connection, by the system's table of them. */
function isLetGo(server: number, client: number): boolean {
  const port = (number: number) => number.toString(16).toUpperCase().padStart(4, "0");
  const line = readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .find(
      (each) =>
        each.includes(`:${port(server)} `) &&
        new RegExp(`^ *\\d+: \\w+:${port(server)} \\w+:${port(client)} `).test(each),
    );
  return line === undefined || !/ 01 /.test(line.slice(0, 50));
}

/** Edits acknowledged, or seen by others, that a server no longer knows after kill -9. */
export async function durability(ground: Ground, kills: number): Promise<Measured[]> {
  const lost: Partial<Record<Name, number>> = {};
  const seen: Partial<Record<Name, number>> = {};
  for (const name of peers) {
    const peer = await ground.start(name);
    let [observed, gone] = [0, 0];
    for (let nth = 0; nth < kills; nth++) {
      const [document = ""] = await peer.documents(1);
      const [writer, reader] = [await join(peer, document), await join(peer, document)];
      let mine = 0;
      reader.raw.onFrame = (payload) => {
        const { updateAt, isStep2 } = peer.dialect.hear(payload);
        if (updateAt >= 0 && !isStep2) mine++;
      };
      for (const [at, update] of typing(1_000 + nth, 400).entries()) {
        writer.raw.send(peer.dialect.update(document, update, at + 1));
        await sleep(2);
      }
      await peer.kill();
      await peer.start();
      const { bytes, raw } = await join(peer, document);
      raw.destroy();
      // Each edit is one letter: what is stored is as long as what was typed, and a few bytes.
      observed += mine;
      gone += Math.max(0, mine - bytes);
    }
    seen[name] = observed;
    lost[name] = gone;
    await peer.stop();
  }
  return [
    { row: `edits that others had seen before ${kills} kill -9`, unit: "", values: seen },
    { row: "of these lost", unit: "", values: lost },
  ];
}
