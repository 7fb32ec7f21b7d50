// Two builds from one config: the web app (remix vite:build) and, with `--mode processes`, the two processes: worker and web server.
import path from "node:path";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

const future = {
  v3_fetcherPersist: true,
  v3_relativeSplatPath: true,
  v3_throwAbortReason: true,
  // Both need sessionStorage or fetches that a third-party iframe refuses.
  v3_lazyRouteDiscovery: false,
  v3_singleFetch: false,
  v3_routeConfig: false,
};

export default defineConfig(({ mode }) => ({
  resolve: { alias: { "~": path.join(import.meta.dirname, "app") } },
  server: { host: "127.0.0.1", port: Number(process.env.PORT ?? 3000), strictPort: true, allowedHosts: ["localhost"] },
  plugins: mode === "processes" ? [] : [remix({ ignoredRouteFiles: ["**/.*"], future })],
  build:
    mode === "processes"
      ? {
          ssr: true,
          outDir: "build/processes",
          target: "node22",
          emptyOutDir: true,
          rollupOptions: { input: ["app/jobs/worker.server.ts", "app/web.server.ts"] },
        }
      : { assetsInlineLimit: 0 },
  optimizeDeps: {
    include: [
      "react",
      "react-dom",
      "@remix-run/react",
      "@shopify/shopify-app-remix/react",
      "@shopify/app-bridge-react",
      "@shopify/polaris",
    ],
  },
}));
