import type { Me } from "@milango/core/identity";
import { milango } from "../app/milango.ts";

const library = () => import("@simplewebauthn/browser");

/** Whether this browser can keep passkeys: not on plain http, but for this machine itself. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && isSecureContext;
}

/** Asks the device to keep a passkey, and the server to know it. */
export async function addPasskey(label: string): Promise<void> {
  const { startRegistration } = await library();
  const optionsJSON = (await milango.identity.passkeyOptions()) as Parameters<
    typeof startRegistration
  >[0]["optionsJSON"];
  await milango.identity.addPasskey({ credential: await startRegistration({ optionsJSON }), label });
}

/** Signs in by what the device keeps. */
export async function enterByPasskey(): Promise<Me> {
  const { startAuthentication } = await library();
  const optionsJSON = (await milango.identity.passkeySignInOptions()) as Parameters<
    typeof startAuthentication
  >[0]["optionsJSON"];
  return milango.identity.signInByPasskey(await startAuthentication({ optionsJSON }));
}

/** Somebody closed the device's own window: no failure to speak of. */
export function isCancelled(problem: unknown): boolean {
  return problem instanceof Error && ["NotAllowedError", "AbortError"].includes(problem.name);
}
