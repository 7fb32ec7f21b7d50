/**
 * The app as it runs in production, web and worker in processes of their own, with the emulator around it: for browser tests
 * of the admin. A store made by seed stands in the emulator; time is the machine's own.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { startAppProcess } from "../demo/app-process.ts";
import { buildIfChanged } from "../demo/build.ts";
import { anyFreePort } from "../demo/free-port.ts";
import { startEmulator, type Emulator } from "../emulator/index.ts";
import { fillStore } from "../emulator/stores/index.ts";
import { freshDatabase, type FreshDatabase } from "./database";

const root = path.resolve(import.meta.dirname, "../..");

/** Call it at the top of a test file. `withheldScopes` are not granted: read_all_orders. `admin` is the address of a page of the app inside the emulator's admin, `appOrigin` the web process itself, `webLog` what it has written. */
export async function wholeApp({ withheldScopes, ...store }: { seed: string; buyers: number; withheldScopes?: string[] }): Promise<{
  emulator: Emulator;
  urls: FreshDatabase["urls"];
  origin: string;
  appOrigin: string;
  webLog: () => string;
  admin: (path: string) => string;
}> {
  const { urls } = await freshDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), "regulars-app-"));
  const [appPort, mailPort] = [await anyFreePort(), await anyFreePort()];
  await buildIfChanged(root, () => undefined);
  const emulator = await startEmulator({
    edgePort: 0,
    appPort,
    mailPort,
    deliverInBackground: true,
    withheldScopes,
    config: { apiKey: process.env.SHOPIFY_API_KEY!, apiSecret: process.env.SHOPIFY_API_SECRET!, appUrl: "", fileFolder: folder },
  });
  await fillStore(emulator, { kind: "simulated", ...store });
  const { origin, appUrl } = emulator.config;
  const env = {
    NODE_ENV: "production",
    LOG_LEVEL: "info",
    HOST: "127.0.0.1",
    PORT: String(appPort),
    SHOPIFY_APP_URL: appUrl,
    DATABASE_URL: urls.app,
    DATABASE_DOOR_URL: urls.door,
    DATABASE_ERASER_URL: urls.eraser,
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    SHOPIFY_EMULATOR_URL: origin,
  };
  const logFile = (name: string): string => path.join(folder, `${name}.log`);
  const processes = await Promise.all([
    startAppProcess(root, {
      name: "web",
      script: "build/processes/web.server.js",
      args: [],
      env,
      logFile: logFile("web"),
      isReady: () => answers(`http://127.0.0.1:${appPort}/healthz`),
    }),
    startAppProcess(root, {
      name: "worker",
      script: "build/processes/worker.server.js",
      args: [],
      env,
      logFile: logFile("worker"),
      isReady: async () => /the worker is ready/.test(readFileSync(logFile("worker"), "utf8")),
    }),
  ]);
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.stop()));
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const storeName = emulator.books.theShop.domain.replace(".myshopify.com", "");
  return {
    emulator,
    urls,
    origin,
    appOrigin: `http://127.0.0.1:${appPort}`,
    webLog: () => readFileSync(logFile("web"), "utf8"),
    admin: (page) => `${origin}/store/${storeName}/apps/${emulator.config.appHandle}${page}`,
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}
