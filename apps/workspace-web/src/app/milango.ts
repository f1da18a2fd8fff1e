import { createRooms } from "@milango/sdk";
import { savingStarted } from "./sync-status.ts";

/** POSTs that change nothing: they carry a text to be read. */
const asks = /\/(annotate|preview)$/;

/** Counts what is on its way to the server, so that the pill never says "saved" too early. */
const counted: typeof fetch = async (address, init) => {
  if (init?.method === undefined || init.method === "GET" || asks.test(String(address))) return fetch(address, init);
  const ended = savingStarted();
  try {
    return await fetch(address, init);
  } finally {
    ended();
  }
};

/** The one door to the server; the session is a cookie of the page's own origin. */
export const milango = createRooms({ baseUrl: "", fetch: counted });
