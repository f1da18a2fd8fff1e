/** Tries until a value is there, for at most `ms`; between tries the event loop does the work that is waited for. */
export async function eventually<Value>(
  read: () => Promise<Value | undefined> | Value | undefined,
  ms = 5_000,
): Promise<Value> {
  const end = performance.now() + ms;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error(`Nothing came within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
