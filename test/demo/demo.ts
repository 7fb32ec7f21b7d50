/**
 * `npm run demo`: the whole of Regulars on one machine with no Shopify account. Starts the database, the emulator with
 * its store, the app's web and worker, prints three links, and with --tour walks the loop by itself. Ctrl-C stops what
 * it started; the next start goes on with the same store.
 */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { startAppProcess, type AppProcess } from "./app-process.ts";
import { buildIfChanged } from "./build.ts";
import { openDatabase } from "./database.ts";
import { PortTaken, anyFreePort, needPort } from "./free-port.ts";
import { watchMemory } from "./memory.ts";
import { WrongOption, readOptions, type DemoOptions } from "./options.ts";
import { CommandFailed } from "./run-command.ts";
import { keepSecrets } from "./secrets.ts";
import { AlreadyRunning, takeLock } from "./single-run.ts";
import { WrongStore, openStore } from "./store.ts";
import { TourFailed, runTour } from "./tour/tour.ts";

const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, "data/demo");

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const say = (line: string) => (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  let stopping = false;
  const stops: { what: string; stop: () => Promise<void> | void }[] = [];
  const stopAll = once(async () => {
    stopping = true;
    for (const { what, stop } of stops.reverse()) {
      try {
        await stop();
      } catch (error) {
        process.stderr.write(`${what} did not stop cleanly: ${(error as Error).message}\n`);
      }
    }
  });
  const interrupted = new Promise<number>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => {
        if (!stopping) say("\nStopping …");
        resolve(options.tour ? 130 : 0);
      });
  });
  try {
    const demo = startDemo(
      options,
      say,
      (what, stop) => stops.push({ what, stop }),
      () => stopping,
    );
    const work = demo.then(async ({ tour, fallen }) => Promise.race([fallen, options.tour ? tour() : interrupted]));
    return await Promise.race([work, interrupted]);
  } finally {
    await stopAll();
  }
}

type Started = { tour: () => Promise<number>; fallen: Promise<number> };

async function startDemo(
  options: DemoOptions,
  say: (line: string) => void,
  onStop: (what: string, stop: () => Promise<void> | void) => void,
  stopping: () => boolean,
): Promise<Started> {
  const began = performance.now();
  const origin = `http://127.0.0.1:${options.port}`;
  const appUrl = `http://localhost:${options.port + 1}`;
  const lock = takeLock(folder, `${origin}/`);
  onStop("The lock", lock.release);
  if (lock.previousWasKilled) say("The last run was killed. Its store and data are whole; going on with them.");
  await needPort(options.port);
  await needPort(options.port + 1);
  if (options.reset) await forgetEverything(say);
  mkdirSync(folder, { recursive: true });
  const secrets = keepSecrets(folder);

  const building = buildIfChanged(root, say);
  // Told again below, once everything else stands; without this a failed build would end the process on its own.
  building.catch(() => undefined);
  say("Starting the database …");
  const database = await openDatabase(folder, say);
  onStop("The database", () => database.stop());

  const appPort = await anyFreePort();
  const mailPort = await anyFreePort();
  const clockFile = path.join(folder, "clock-shift");
  const { emulator, report } = await openStore(folder, options, say, {
    port: options.port,
    edgePort: options.port + 1,
    appPort,
    mailPort,
    clockFile,
    deliverInBackground: true,
    config: { apiKey: secrets.apiKey, apiSecret: secrets.apiSecret, fileFolder: path.join(folder, "files") },
    withheldScopes: options.readAllOrders ? [] : ["read_all_orders"],
  });
  onStop("The emulator", () => emulator.close());
  await database.setClock(emulator.clock.shiftMs);
  emulator.clock.onMove((_now, shiftMs) => database.setClock(shiftMs));

  await building;
  const env = {
    NODE_ENV: "production",
    PORT: String(appPort),
    HOST: "127.0.0.1",
    SHOPIFY_API_KEY: secrets.apiKey,
    SHOPIFY_API_SECRET: secrets.apiSecret,
    SHOPIFY_APP_URL: appUrl,
    DATABASE_URL: database.appUrl,
    DATABASE_DOOR_URL: database.doorUrl,
    DATABASE_ERASER_URL: database.eraserUrl,
    ENCRYPTION_KEY: secrets.encryptionKey,
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    MAIL_FROM: "hello@regulars.example",
    SHOPIFY_EMULATOR_URL: origin,
    EMULATOR_CLOCK_FILE: clockFile,
  };
  say("Starting the app …");
  const logFile = (name: string) => path.join(folder, `${name}.log`);
  const start = (name: string, script: string, args: string[], isReady: () => Promise<boolean>) =>
    startAppProcess(root, { name, script, args, env, logFile: logFile(name), isReady });
  const processes: AppProcess[] = await Promise.all([
    start("web", "build/processes/web.server.js", [], () => answers(`http://127.0.0.1:${appPort}/healthz`)),
    start("worker", "build/processes/worker.server.js", [], async () => true),
  ]);
  for (const one of processes) onStop(`The ${one.name} process`, () => one.stop());
  const memory = watchMemory(() => processes.map((one) => one.pid));
  onStop("The memory watch", memory.stop);

  say(`${report}\nReady in ${((performance.now() - began) / 1000).toFixed(1)} s.\n`);
  const shop = emulator.books.theShop;
  say(`  The admin       ${origin}/store/${shop.domain.replace(".myshopify.com", "")}/apps/${emulator.config.appHandle}`);
  say(`  The storefront  ${origin}/`);
  say(`  The mailbox     ${emulator.config.mailOrigin}`);
  if (!options.tour) say(`\nCtrl-C stops everything. Logs: data/demo/web.log and worker.log.`);
  return {
    tour: async () => {
      const result = await runTour({ origin, say, peakMemoryMb: memory.peakMb });
      if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
      return 0;
    },
    fallen: new Promise((resolve) => {
      for (const one of processes)
        void one.ended.then((how) => {
          if (stopping()) return;
          process.stderr.write(
            `The ${one.name} process stopped by itself (${how}); see data/demo/${one.name}.log. Start the demo again: it goes on where it was.\n`,
          );
          resolve(1);
        });
    }),
  };
}

/** The database must not be running while its folder goes. */
async function forgetEverything(say: (line: string) => void): Promise<void> {
  say("Forgetting the store and its data (--reset) …");
  const { findEmbeddedServer } = await import("../../prisma/embedded-server.ts");
  const running = await findEmbeddedServer(path.join(folder, "postgres"));
  const places = [
    "postgres",
    "store.sqlite",
    "store.sqlite-wal",
    "store.sqlite-shm",
    "store.json",
    "files",
    "clock-shift",
    "web.log",
    "worker.log",
  ].map((name) => path.join(folder, name));
  if (running) {
    await running.stop();
    places.push(running.folder);
  }
  for (const place of places) rmSync(place, { recursive: true, force: true });
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

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const known =
      error instanceof CommandFailed ||
      error instanceof WrongOption ||
      error instanceof AlreadyRunning ||
      error instanceof PortTaken ||
      error instanceof WrongStore ||
      error instanceof TourFailed;
    process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
    process.exit(error instanceof WrongOption ? 2 : 1);
  },
);
