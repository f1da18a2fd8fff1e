/** Brings a block's row into sight and gives it the focus, so that one writes on there. */
export function goToRow(id: string, options: { readonly focus: boolean }): void {
  const row = document.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(id)}"]`);
  row?.scrollIntoView({ block: "center" });
  if (options.focus) row?.querySelector<HTMLElement>("textarea, button")?.focus({ preventScroll: true });
}
