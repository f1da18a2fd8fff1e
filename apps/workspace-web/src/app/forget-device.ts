/** What a person leaves behind on this device when they sign out. The cache's name is that of `build/offline.ts`. */
export async function forgetDevice(): Promise<void> {
  for (const key of ["milango.comments.waiting", "milango.copied"]) localStorage.removeItem(key);
  if ("caches" in globalThis) await caches.delete("milango-record");
  // The merging library is only loaded where there is something to forget.
  const databases = await indexedDB.databases?.().catch(() => []);
  if (databases?.some(({ name }) => name === "milango-documents") === false) return;
  const { documentStore } = await import("../workshops/documents.ts");
  await documentStore.forget();
}
