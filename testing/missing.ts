/** What a test that needs `program` should do: nothing when it is there; with CI=true its absence is a failure. */
export function missing(program: string, isThere: boolean, debianPackage: string): string | undefined {
  if (isThere) return undefined;
  const said = `${program} is not on this machine; install it with: sudo apt-get install ${debianPackage}`;
  if (process.env.CI === "true") throw new Error(said);
  return said;
}
