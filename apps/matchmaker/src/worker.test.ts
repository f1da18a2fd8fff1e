import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { type Bus, connectLocalBus, createLocalHub } from "@milango/bus";
import {
  caughtUpSubject,
  newsStreams,
  PreviewAnswerSchema,
  type SuggestedList,
  SuggestedListSchema,
  wireSubjects,
} from "@milango/core/messages";
import { Value } from "typebox/value";
import { expect, it } from "vitest";
import { onSharedMachine } from "../../../testing/shared-machine.ts";
import { decodeJson, encodeJson } from "./directory/ask-directory.ts";
import { buildActor } from "./testing/build-actor.ts";
import { createFakeGateway } from "./testing/fake-gateway.ts";

/** Collects lists, and lets a test wait for the one it wants. */
async function listenForLists(bus: Bus) {
  const lists: SuggestedList[] = [];
  let look: () => void = () => undefined;
  await bus.news.consume("test", { stream: "suggestions" }, async ({ subject, body }) => {
    if (subject !== caughtUpSubject) lists.push(Value.Parse(SuggestedListSchema, body));
    look();
  });
  return (wanted: (list: SuggestedList) => boolean) =>
    new Promise<SuggestedList>((resolve) => {
      look = () => {
        const found = lists.find(wanted);
        if (found !== undefined) resolve(found);
      };
      look();
    });
}

it("As a worker thread the matchmaker answers a change with new lists, in well under 200 ms, and drains when told", async () => {
  const hub = createLocalHub(newsStreams, { onSetAside: () => undefined });
  const bus = connectLocalBus(hub.port());
  const gateway = createFakeGateway({ bus });
  const glass = buildActor(1, { needs: ["broyer des bouteilles en verre"], offers: ["du savon"] });
  const crusher = buildActor(2, { territory: "CR", needs: ["du savon"], offers: ["un broyeur à verre"] });
  gateway.put(glass);
  await gateway.open();
  const listFor = await listenForLists(bus);

  const port = hub.port();
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: { port }, transferList: [port] });
  const [ready] = await once(worker, "message");
  expect(ready).toBe("ready");
  await listFor(({ actorId }) => actorId === glass.id);

  const { subject, ...message } = gateway.record(...gateway.changed(crusher));
  const startedAt = performance.now();
  await bus.news.publish(subject, message);
  const list = await listFor(({ actorId, version }) => actorId === glass.id && version === 1);
  expect(performance.now() - startedAt).toBeLessThan(onSharedMachine(200));
  expect(list.items[0]?.partnerId).toBe(crusher.id);

  const request = { actorId: glass.id, kind: "need", draft: { text: { es: "jabón" } } };
  const answer = await bus.wire.ask(wireSubjects.preview, encodeJson(request), { timeoutMs: 300 });
  expect(Value.Check(PreviewAnswerSchema, decodeJson(answer))).toBe(true);

  const ended = once(worker, "exit");
  worker.postMessage("stop");
  expect((await ended)[0]).toBe(0);
  await bus.close();
  hub.close();
}, 30_000);
