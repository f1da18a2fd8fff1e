import { describe, expect, it } from "vitest";
import { ProtocolClient } from "./protocol-client.ts";
import { asRoot, type ProtocolTest } from "./protocol-suite.ts";

const absentId = "01900000-0000-7000-8000-000000000000";

export function openingChapter(test: () => ProtocolTest): void {
  describe("opening", () => {
    it("P1.1 refuses pages of another origin, and null", async () => {
      const { agenda } = await test().documents();
      for (const origin of ["https://evil.example", "null", `${test().first.gateway.url}.evil.example`]) {
        const client = new ProtocolClient(test().url(agenda), { headers: { ...asRoot, origin } });
        const status = await new Promise((resolve) =>
          client.socket.on("unexpected-response", (_request, response) => resolve(response.statusCode)),
        );
        expect(status).toBe(403);
      }
    });

    it("P1.2 closes with 4401 without a sign-in, with 4403 for what is not one's own or does not exist", async () => {
      const { agenda } = await test().documents();
      const closed = (id: string, headers: Record<string, string>) => test().open(id, { headers }).whenClosed();
      expect(await closed(agenda, {})).toBe(4401);
      expect(await closed(agenda, { authorization: "Bearer mlg_nobody" })).toBe(4401);
      expect(await closed(agenda, { cookie: "milango.session_token=forged" })).toBe(4401);
      expect(await closed(absentId, asRoot)).toBe(4403);
      const key = await test().first.ask("POST", "/identity/keys", { label: "reads actors", scopes: ["actors:read"] });
      expect(await closed(agenda, { authorization: `Bearer ${key.body.key}` })).toBe(4403);
    });

    it("P1.3 a ticket opens its own document, again and again, on every gateway, until its session ends", async () => {
      const { agenda, notes } = await test().documents();
      const session = await test().session("saint-martin");
      const { ticket } = (await test().first.ask("POST", `/documents/${agenda}/tickets`, undefined, session)).body;
      const enter = (id: string, gateway = test().first, of = ticket) =>
        new ProtocolClient(test().url(id, gateway, of), {});
      for (const gateway of [test().first, test().second, test().first]) {
        const client = await enter(agenda, gateway).ready();
        client.close();
      }
      expect(await enter(notes).whenClosed(), "another document").toBe(4401);
      expect(await enter(agenda, test().first, `${ticket.slice(0, -2)}xx`).whenClosed(), "forged").toBe(4401);
      await test().first.ask("DELETE", "/identity/sessions/current", undefined, session);
      expect(await enter(agenda).whenClosed(), "after the session").toBe(4401);
    });

    it("P1.4 speaks milango.v1 to whoever offers it, and to nobody else", async () => {
      const { agenda } = await test().documents();
      const [plain, numbered] = [test().open(agenda, { numbered: false }), test().open(agenda)];
      await Promise.all([plain.ready(), numbered.ready()]);
      expect([plain.socket.protocol, numbered.socket.protocol]).toEqual(["", "milango.v1"]);
      plain.say(0, 0, Uint8Array.of(0));
      await plain.hear(0, ([step]) => step === 1);
      numbered.say(0, 0, Uint8Array.of(0));
      await numbered.hear(104);
      expect(plain.heard.filter(({ type }) => type >= 100)).toEqual([]);
    });
  });
}
