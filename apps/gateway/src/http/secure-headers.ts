import type { App } from "./app.ts";

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  // Positions in the agenda's ruler and measured widths are set as style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** The reference page brings a script of its own inline; it shows public text and has no session of its own. */
const referencePolicy = policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");

export function secureHeaders(app: App): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "content-security-policy": request.url.startsWith("/docs") ? referencePolicy : policy,
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=()",
    });
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
  });
}
