import { useSyncExternalStore } from "react";

/**
 * Low-bandwidth mode, for a bad or a dear line: edits leave every two seconds, presence says only which block one is
 * in, nothing moves. Chosen by the person on this device; before that, as the browser's own data saver has it.
 */
const key = "milango.bandwidth";
const listeners = new Set<() => void>();
let low = read();
apply();

function read(): boolean {
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null) return kept === "low";
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  return "connection" in navigator && (navigator.connection as { saveData?: boolean }).saveData === true;
}

function apply(): void {
  if (typeof document === "undefined") return;
  document.documentElement.toggleAttribute("data-low-bandwidth", low);
}

export function isLowBandwidth(): boolean {
  return low;
}

export function setLowBandwidth(next: boolean): void {
  low = next;
  try {
    localStorage.setItem(key, next ? "low" : "full");
  } catch {
    // As above.
  }
  apply();
  for (const listener of listeners) listener();
}

export function useLowBandwidth(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, isLowBandwidth);
}

let liveBytes = 0;
/** Counts what live documents send and receive. */
export function countTraffic(bytes: number): void {
  liveBytes += bytes;
}

/** Bytes this page has sent and received since it was opened: files and answers as the browser counts them, and live documents. */
export function pageTraffic(): number {
  const entries = performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"));
  return entries.reduce((sum, entry) => sum + ((entry as PerformanceResourceTiming).transferSize ?? 0), liveBytes);
}
