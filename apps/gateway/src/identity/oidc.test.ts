import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestGateway, type TestGateway } from "../testing/start-test-gateway.ts";

const clientId = "milango";

/** A provider of ours: says what a test wants of whoever comes, and checks what a real one would check. */
async function startProvider() {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const told: { claims: Record<string, unknown>; nonce?: string } = { claims: {} };
  const asked = new Map<string, { challenge: string; nonce: string; redirect: string }>();
  let issuer = "";
  const sign = (claims: object) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const body = `${part({ alg: "RS256", kid: "one", typ: "JWT" })}.${part(claims)}`;
    return `${body}.${createSign("RSA-SHA256").update(body).sign(privateKey).toString("base64url")}`;
  };
  const server: Server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    const json = (value: unknown, status = 200) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    };
    if (url.pathname === "/.well-known/openid-configuration")
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ["code"],
        id_token_signing_alg_values_supported: ["RS256"],
        subject_types_supported: ["public"],
        code_challenge_methods_supported: ["S256"],
      });
    if (url.pathname === "/jwks")
      return json({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }] });
    if (url.pathname === "/authorize") {
      const code = randomUUID();
      const query = (name: string) => url.searchParams.get(name) ?? "";
      asked.set(code, { challenge: query("code_challenge"), nonce: query("nonce"), redirect: query("redirect_uri") });
      return response
        .writeHead(302, { location: `${query("redirect_uri")}?code=${code}&state=${query("state")}` })
        .end();
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    const form = new URLSearchParams(body);
    const code = form.get("code") ?? "";
    const known = asked.get(code);
    asked.delete(code);
    const proven = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (known === undefined || proven !== known.challenge || form.get("redirect_uri") !== known.redirect)
      return json({ error: "invalid_grant" }, 400);
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: clientId,
      sub: "42",
      iat: now,
      exp: now + 60,
      nonce: told.nonce ?? known.nonce,
      ...told.claims,
    };
    return json({ access_token: "a", token_type: "bearer", id_token: sign(claims) });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, told, close: () => new Promise((resolve) => server.close(resolve)) };
}

describe("sign-in by a provider", () => {
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let test: TestGateway;

  beforeAll(async () => {
    provider = await startProvider();
    test = await startTestGateway(
      { directory: null },
      { MILANGO_OIDC_ISSUER: provider.issuer, MILANGO_OIDC_CLIENT_ID: clientId, MILANGO_OIDC_NAME: "La Maison" },
    );
  }, 60_000);
  afterAll(async () => {
    await test.close();
    await provider.close();
  });
  beforeEach(() => {
    provider.told.claims = { email: "Ines@Example.org", email_verified: true, name: "Inès" };
    delete provider.told.nonce;
  });

  const visit = (path: string, headers: Record<string, string> = {}) =>
    fetch(path.startsWith("http") ? path : `${test.gateway.url}${path}`, { redirect: "manual", headers });
  const placeOf = (answer: Response) => answer.headers.get("location") ?? "";
  const cookieOf = (answer: Response) =>
    answer.headers
      .getSetCookie()
      .map((each) => each.split(";")[0])
      .join("; ");
  /** To the provider and home again, the way a browser walks; `change` alters what it brings home. */
  const walk = async (change: (home: URL) => URL = (home) => home, cookie?: string, next = "/workshops") => {
    const start = await visit(`/api/v1/identity/oidc/start?next=${encodeURIComponent(next)}`);
    const home = change(new URL(placeOf(await visit(placeOf(start)))));
    return visit(`${home.pathname}${home.search}`, { cookie: cookie ?? cookieOf(start) });
  };

  it("is offered by its name, and makes a person of who comes with a proven address", async () => {
    expect((await test.ask("GET", "/identity/settings", undefined, {})).body.provider).toBe("La Maison");
    const home = await walk(undefined, undefined, "/actors");
    expect(placeOf(home)).toBe("/actors");
    const me = (await test.ask("GET", "/identity/me", undefined, { cookie: cookieOf(home) })).body;
    expect(me).toMatchObject({ email: "ines@example.org", name: "Inès", guest: false, actors: [] });
    // The same person the next time, under the name she chose meanwhile.
    await test.db.updateTable("people").set({ name: "Inès B." }).where("id", "=", me.id).execute();
    const again = (await test.ask("GET", "/identity/me", undefined, { cookie: cookieOf(await walk()) })).body;
    expect(again).toMatchObject({ id: me.id, name: "Inès B." });
  });

  it.each([
    [
      "an address that is not proven",
      () =>
        Object.assign(provider.told, { claims: { email: "maelle.hodge@demo.milango.example", email_verified: false } }),
    ],
    [
      "no word whether it is",
      () => Object.assign(provider.told, { claims: { email: "maelle.hodge@demo.milango.example" } }),
    ],
    ["no address", () => Object.assign(provider.told, { claims: { email_verified: true } })],
    ["another visit's nonce", () => Object.assign(provider.told, { nonce: "other" })],
    ["another client's token", () => Object.assign(provider.told.claims, { aud: "somebody else" })],
    ["a token that is over", () => Object.assign(provider.told.claims, { exp: 1 })],
  ])("opens nothing for %s", async (_, arrange) => {
    arrange();
    const home = await walk();
    expect(placeOf(home)).toBe("/sign-in?failed=provider");
    expect(cookieOf(home)).not.toContain("session_token");
  });

  it("opens nothing for a browser that did not leave from here, nor for a changed answer", async () => {
    const forged = async (home: Response) => {
      expect(placeOf(home)).toBe("/sign-in?failed=provider");
      expect(cookieOf(home)).not.toContain("session_token");
    };
    await forged(await walk(undefined, "milango.oidc=x"));
    await forged(await walk(undefined, `milango.oidc=${Buffer.from("{}").toString("base64url")}.AAAA`));
    await forged(await walk(undefined, ""));
    await forged(await walk((home) => new URL(home.href.replace(/state=[^&]+/, "state=other"))));
    await forged(await walk((home) => new URL(home.href.replace(/code=[^&]+/, "code=other"))));
    await forged(await visit("/api/v1/identity/oidc/callback?error=access_denied"));
  });

  it("leads nowhere else", async () => {
    for (const next of ["https://evil.example", "//evil.example", "/\\evil.example"])
      expect(placeOf(await walk(undefined, undefined, next))).toBe("/workshops");
  });
});
