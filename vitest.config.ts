import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Workspaces of ours are read from source; what the SDK ships is tested apart, as a package.
const conditions = ["milango-source", ...defaultServerConditions];
const resolve = { conditions };
const ssr = { resolve: { conditions } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: "unit",
          include: ["{packages,apps,scripts,testing}/**/*.test.{ts,tsx}"],
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: "e2e",
          include: ["e2e/**/*.e2e.ts"],
          // After the others and one at a time: journeys measure what a person waits for.
          sequence: { groupOrder: 2 },
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
