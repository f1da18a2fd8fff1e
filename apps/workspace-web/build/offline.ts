import { VitePWA } from "vite-plugin-pwa";

/** Where answers of the server wait for a start without network; `forgetDevice` deletes it. */
const recordCache = "milango-record";

/**
 * Makes the app open with no network: its own files are kept from the first visit, and of the record what was last seen.
 * A new version waits until every page of the old one is closed, so that a page never asks for files that are gone.
 */
export function offline() {
  return VitePWA({
    registerType: "prompt",
    // A file of its own: the content security policy allows nothing inline.
    injectRegister: "script-defer",
    manifest: {
      name: "Milango",
      short_name: "Milango",
      description: "Live workshop agendas and partners across the sea",
      lang: "fr",
      start_url: "/",
      display: "standalone",
      background_color: "#FBF8F1",
      theme_color: "#0B4A40",
      icons: [{ src: "/door.svg", sizes: "any", type: "image/svg+xml" }],
    },
    workbox: {
      globPatterns: ["**/*.{js,css,html,svg,woff2}"],
      navigateFallback: "/index.html",
      navigateFallbackDenylist: [/^\/api\//, /^\/docs/, /^\/dev\//, /^\/(healthz|readyz)/],
      runtimeCaching: [
        {
          urlPattern: ({ url, request }) =>
            request.method === "GET" &&
            /^\/api\/v1\/(identity\/(me|settings)|workshops|actors|introductions)/.test(url.pathname),
          handler: "NetworkFirst",
          options: {
            cacheName: recordCache,
            networkTimeoutSeconds: 5,
            expiration: { maxEntries: 300, maxAgeSeconds: 30 * 86_400 },
            cacheableResponse: { statuses: [200] },
          },
        },
      ],
    },
  });
}
