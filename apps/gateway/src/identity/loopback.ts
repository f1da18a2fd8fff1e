import type { FastifyRequest } from "fastify";

/** Whether a request comes from this machine (or an address the demo was opened to), not through a proxy. */
export function isFromDemoHost(request: FastifyRequest, further: string): boolean {
  if (request.headers["x-forwarded-for"] !== undefined) return false;
  const address = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  if (address === "::1" || address.startsWith("127.")) return true;
  return further.split(",").some((allowed) => allowed.trim() !== "" && allowed.trim() === address);
}
