import { createBrowserStore, createDocuments, fullPace, lowPace } from "@milango/sdk";
import { countTraffic, isLowBandwidth } from "../app/bandwidth.ts";

/** What this device keeps of documents: unsaved changes, and copies for a start without network. */
export const documentStore = createBrowserStore();

/** Live documents of this page's own server. Only the agenda loads this file, and with it the merging library. */
export const documents = createDocuments({
  baseUrl: location.origin,
  ...documentStore,
  pace: () => (isLowBandwidth() ? lowPace : fullPace),
  onTraffic: countTraffic,
});
