import type { Bus, Received } from "@milango/bus";
import type { ActorId } from "@milango/core/identity";
import type { MatchActor } from "@milango/core/matching";
import { type PreviewAnswer, PreviewRequestSchema, previewedId } from "@milango/core/messages";
import type { Thesaurus } from "@milango/core/needs/thesaurus";
import { Value } from "typebox/value";
import type { Clock } from "./clock.ts";
import { applyChange, type Directory, withoutNeedlessWeak } from "./directory/apply-change.ts";
import { askSince, askSnapshot, decodeJson, encodeJson } from "./directory/ask-directory.ts";
import { parseRecordChange, type RawChange } from "./directory/record-change.ts";
import type { Embedder } from "./embedding/embedder.ts";
import { createVectorStore } from "./embedding/vector-store.ts";
import type { Log } from "./log.ts";
import { createMatcher, type Matcher } from "./matcher.ts";
import { createListPublisher } from "./publish-lists.ts";

export interface MatchmakerDeps {
  readonly bus: Bus;
  readonly thesaurus: Thesaurus;
  readonly clock: Clock;
  readonly log: Log;
  readonly embedder?: Embedder | undefined;
}

const settings = {
  /** A list holds at most this many partners. */
  shown: 10,
  /** Changes that come together are published together. */
  coalesceMs: 30,
  retryMs: 500,
  /** How often it looks whether it is behind; it asks when it finds so twice. */
  watchMs: 900,
  /** More changed actors than this at once: build anew rather than mend. */
  rebuildFrom: 300,
} as const;

/** One term as the active matchmaker: from the lease to its end. It keeps nothing; the next term reads all anew. */
export interface Term {
  /** Queues the reading of the whole directory, after which every list is published. */
  reload(): void;
  /** A change from the stream; rejects when what is missing before it cannot be had now. */
  onNews(message: Received): Promise<void>;
  /** The record is said to go up to `seq`. */
  announce(seq: number): void;
  /** Answers `matching.preview`. */
  preview(bytes: Uint8Array): Promise<Uint8Array>;
  /** Ends when what is under way is done; with `publish`, what has changed is published first. */
  end(options: { readonly publish: boolean }): Promise<void>;
}

export function createTerm({ bus, thesaurus, clock, log, embedder }: MatchmakerDeps): Term {
  const vectors = embedder && createVectorStore(embedder, log, () => clock.now().getTime());
  const publisher = createListPublisher({ news: bus.news, clock });
  let over = false;
  let line: Promise<void> = Promise.resolve();
  let directory: Directory = new Map();
  let matcher: Matcher | undefined;
  /** The last change taken in; -1 while the directory is not read. */
  let applied = -1;
  let saidCaughtUp = -1;
  /** The last change somebody said there is, and whether it was missing when last looked. */
  let announced = -1;
  let wasBehind = false;
  const unpublished = new Set<ActorId>();
  const timers = new Map<string, () => void>();

  const today = () => clock.now().toISOString().slice(0, 10);
  const isBehind = () => applied >= 0 && announced > applied;

  /** Everything that touches the state runs in one line, in order; what fails holds up nothing. */
  function inLine(run: () => Promise<void>): Promise<void> {
    const done = line.then(() => (over ? undefined : run()));
    line = done.catch(() => undefined);
    return done;
  }

  function queue(what: string, run: () => Promise<void>): void {
    inLine(run).catch((error: unknown) => log.warn(`${what} failed`, { error: String(error) }));
  }

  /** Queues once after `ms`, however often it is asked for until then. */
  function soon(what: string, ms: number, run: () => Promise<void>): void {
    if (over || timers.has(what)) return;
    const cancel = clock.after(ms, () => {
      timers.delete(what);
      queue(what, run);
    });
    timers.set(what, cancel);
  }

  async function readDirectory(): Promise<void> {
    const startedAt = clock.now().getTime();
    try {
      const snapshot = await askSnapshot(bus.wire, log);
      directory = snapshot.actors;
      applied = snapshot.seq;
    } catch (error) {
      log.info("no directory yet", { error: String(error) });
      soon("reading the directory", settings.retryMs, readDirectory);
      return;
    }
    publisher.forget();
    saidCaughtUp = -1;
    await build();
    log.info("directory read", { actors: directory.size, seq: applied, ms: clock.now().getTime() - startedAt });
    await catchUp();
  }

  async function build(): Promise<void> {
    const actors = [...directory.values()].map(withoutNeedlessWeak);
    await vectors?.prepare(actors);
    matcher = await createMatcher({ actors, thesaurus, today: today(), ...(vectors === undefined ? {} : { vectors }) });
    for (const id of directory.keys()) unpublished.add(id);
    publishSoon(0);
  }

  /** Reads from the outbox what has not come as news. */
  async function catchUp(): Promise<void> {
    while (!over && applied >= 0) {
      const page = await askSince(bus.wire, applied);
      if (!page.complete) {
        log.info("changes have left the outbox", { applied, head: page.head });
        applied = -1;
        queue("reading the directory", readDirectory);
        return;
      }
      const missing = page.messages.filter(({ seq }) => seq > applied).sort((a, b) => a.seq - b.seq);
      await take(missing);
      if (missing.length === 0 || applied >= page.head) return;
    }
  }

  /** Takes in changes that follow each other without a gap. */
  async function take(changes: readonly RawChange[]): Promise<void> {
    const touched = new Set<ActorId>();
    for (const change of changes) {
      const parsed = parseRecordChange(change);
      if (typeof parsed !== "string") for (const id of applyChange(directory, parsed)) touched.add(id);
      else log.warn("malformed change set aside", { seq: change.seq, subject: change.subject, error: parsed });
      applied = change.seq;
    }
    await vectors?.prepare([...touched].flatMap((id) => directory.get(id) ?? []));
    if (touched.size > settings.rebuildFrom) await build();
    else for (const id of touched) mend(id);
    if (changes.length > 0) publishSoon(settings.coalesceMs);
  }

  function mend(id: ActorId): void {
    const actor = directory.get(id);
    const changes = actor === undefined ? matcher?.remove(id) : matcher?.update(withoutNeedlessWeak(actor));
    markChanged(changes?.changed ?? []);
  }

  function markChanged(ids: readonly string[]): void {
    // The engine only knows ids it was given as `ActorId`.
    for (const id of ids) unpublished.add(id as ActorId);
  }

  function publishSoon(ms: number): void {
    soon("publishing", ms, publish);
  }

  async function publish(): Promise<void> {
    const engine = matcher;
    if (engine === undefined || applied < 0) return;
    const ids = [...unpublished].filter((id) => directory.has(id));
    const seq = applied;
    try {
      const count = await publisher.publish(ids, seq, (id) => engine.shown(id, settings.shown));
      unpublished.clear();
      if (seq > saidCaughtUp) await publisher.caughtUp(seq);
      saidCaughtUp = seq;
      if (count > 0) log.info("lists published", { lists: count, seq });
    } catch (error) {
      publishSoon(settings.retryMs);
      throw error;
    }
  }

  /** Notices changes that were announced and never came, and a new day. */
  async function watch(): Promise<void> {
    soon("watching", settings.watchMs, watch);
    const { changed } = matcher?.setToday(today()) ?? { changed: [] };
    markChanged(changed);
    if (changed.length > 0) publishSoon(0);
    const catches = isBehind() && wasBehind;
    wasBehind = isBehind();
    if (catches) await catchUp();
  }

  soon("watching", settings.watchMs, watch);

  return {
    reload: () => queue("reading the directory", readDirectory),
    onNews: (message) =>
      inLine(async () => {
        announced = Math.max(announced, message.seq);
        if (applied < 0 || message.seq <= applied) return;
        if (message.seq > applied + 1) await catchUp();
        if (message.seq === applied + 1) await take([message]);
      }),
    announce(seq) {
      announced = Math.max(announced, seq);
    },
    async preview(bytes) {
      const request = decodeJson(bytes);
      if (!Value.Check(PreviewRequestSchema, request)) throw new Error("The request does not fit its schema");
      const actor = directory.get(request.actorId);
      if (actor === undefined || matcher === undefined) return encodeJson({ items: [] } satisfies PreviewAnswer);
      const { text, concepts = [], sector = null, validFrom = null, validUntil = null } = request.draft;
      const draft = { id: previewedId, text, concepts, sector, validFrom, validUntil };
      const asking: MatchActor = request.kind === "need" ? { ...actor, needs: [draft] } : { ...actor, offers: [draft] };
      await vectors?.prepare([asking]);
      return encodeJson({
        items: matcher.preview(withoutNeedlessWeak(asking), settings.shown),
      } satisfies PreviewAnswer);
    },
    async end({ publish: publishFirst }) {
      for (const cancel of timers.values()) cancel();
      timers.clear();
      if (publishFirst && unpublished.size > 0) queue("publishing", publish);
      await line;
      over = true;
      for (const cancel of timers.values()) cancel();
      await line;
    },
  };
}
