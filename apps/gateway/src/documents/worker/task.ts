/** What the document worker is asked to do. Bytes are updates V1; they are handed over, not copied, where that is safe. */
export type Task =
  /** Joins updates into one that says the same. */
  | { readonly kind: "join"; readonly updates: readonly Uint8Array[] }
  /** Joins them and leaves out what was deleted. */
  | { readonly kind: "compact"; readonly updates: readonly Uint8Array[] }
  /** Finds out whether a document can take an update in reasonable time and depth. */
  | { readonly kind: "try"; readonly state: Uint8Array; readonly update: Uint8Array }
  /** Makes the update that leads from one state to the content of another. */
  | { readonly kind: "restore"; readonly state: Uint8Array; readonly wanted: Uint8Array }
  /** Makes the update after which a state names somebody no more, and that state without anything deleted. */
  | { readonly kind: "erase"; readonly state: Uint8Array; readonly name: string };

export interface Outcome {
  readonly join: { readonly update: Uint8Array };
  readonly compact: { readonly update: Uint8Array; readonly stateVector: Uint8Array };
  readonly try: { readonly fits: boolean };
  readonly restore: { readonly update: Uint8Array; readonly client: number };
  readonly erase: { readonly update: Uint8Array; readonly state: Uint8Array };
}

export type Answer<Kind extends Task["kind"]> =
  | { readonly id: number; readonly started: true }
  | { readonly id: number; readonly outcome: Outcome[Kind] }
  | { readonly id: number; readonly error: string };
