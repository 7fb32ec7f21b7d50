/**
 * Two projects: everything that runs in Node, and after it the browser tests; two files at a time each.
 * A file that needs a DOM asks for it in its first line: // @vitest-environment jsdom
 */
import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;

export default defineConfig({
  root,
  resolve: { alias: { "~": path.join(root, "app") } },
  esbuild: { jsx: "automatic" },
  test: {
    pool: "forks",
    execArgv: ["--disable-warning=ExperimentalWarning"],
    maxWorkers: 2,
    environment: "node",
    // Vitest empties style sheets otherwise, and our pages carry this one inside them.
    css: { include: [/regulars-rewards/] },
    // Extensions and their tester must meet one Preact, ours.
    server: { deps: { inline: [/@shopify\/ui-extensions/, /preact/] } },
    setupFiles: ["test/support/setup.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: "node", include: ["test/**/*.test.{ts,tsx}"], exclude: ["test/browser/**"], sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
