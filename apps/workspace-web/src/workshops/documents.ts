import { createBrowserStore, createDocuments } from "@milango/sdk";

/** Live documents of this page's own server. Only the agenda loads this file, and with it the merging library. */
export const documents = createDocuments({ baseUrl: location.origin, ...createBrowserStore() });
