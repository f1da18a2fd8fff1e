/**
 * What is promised is measured on a machine that does nothing else (docs/measuring.md). Tests share theirs, with each
 * other and with strangers: they allow twice as long, and print what it took.
 */
export const onSharedMachine = (ms: number): number => 2 * ms;
