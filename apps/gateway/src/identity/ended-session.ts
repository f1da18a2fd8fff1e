/** Where people come in: an ended session is no reason to be refused there. */
const doors = [
  "/identity/settings",
  "/identity/sign-in",
  "/identity/sessions",
  "/identity/demo-sessions",
  "/identity/passkey-sessions",
  "/identity/passkey-sessions/options",
  "/identity/oidc/start",
  "/identity/oidc/callback",
  "/invitations/open",
  "/invitations/accept",
];

export function isDoor(url: string): boolean {
  const path = url.split("?")[0] ?? "";
  return doors.some((door) => path === `/api/v1${door}`);
}

/** What makes a browser forget the cookie of a session that has ended. */
export function endedCookie(publicUrl: string): string {
  const isSecure = publicUrl.startsWith("https:");
  const name = `${isSecure ? "__Secure-" : ""}milango.session_token`;
  return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
}
