/** What becomes of a document's changes, as a person may be told: `since` is epoch ms. */
export type LiveStatus =
  | { readonly state: "connecting" }
  | { readonly state: "saved" }
  | { readonly state: "saving"; readonly changes: number }
  | { readonly state: "offline"; readonly changes: number; readonly since: number }
  | { readonly state: "refused"; readonly reason: string };

export function isSameStatus(one: LiveStatus, other: LiveStatus): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
