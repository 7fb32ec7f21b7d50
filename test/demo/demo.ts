/**
 * `npm run demo`: the whole of Regulars on one machine with no Shopify account. Starts the database, the emulator with
 * its store, the app's web and worker, prints three links, and with --tour walks the loop by itself. Ctrl-C stops what
 * it started; the next start goes on with the same store.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";
import { startAppProcess, type AppProcess } from "./app-process.ts";
import { buildIfChanged } from "./build.ts";
import { openDatabase } from "./database.ts";
import { forgetEverything } from "./forget.ts";
import { PortTaken, anyFreePort, needPorts } from "./free-port.ts";
import { watchMemory } from "./memory.ts";
import { HelpWanted, WrongOption, readOptions, type DemoOptions } from "./options.ts";
import { CommandFailed } from "./run-command.ts";
import { keepSecrets } from "./secrets.ts";
import { AlreadyRunning, takeLock } from "./single-run.ts";
import { WrongStore, holdsStore, openStore } from "./store.ts";
import { TourFailed, runTour } from "./tour/tour.ts";

const CLOCK_SEEN_WITHIN_MS = 150;
/** Nothing outside this machine can reach what it signs for. */
const MAIL_EVENTS_SECRET = "the demo's reports of mails that came back";
const root = path.resolve(import.meta.dirname, "../..");
const folder = path.join(root, "data/demo");

type Stop = { what: string; stop: () => Promise<void> | void };
type Started = { tour: () => Promise<number>; fallen: Promise<number> };

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const say = (line: string) => (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  const halt = new AbortController();
  const stops: Stop[] = [];
  const interrupted = new Promise<number>((resolve) => {
    const interrupt = () => {
      if (!halt.signal.aborted) say("\nStopping …");
      halt.abort();
      resolve(options.tour ? 130 : 0);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
    // The terminal was closed, or whoever read along has left: nobody to tell, but everything is still to be stopped.
    for (const stream of [process.stdout, process.stderr]) stream.on("error", interrupt);
  });
  const demo = startDemo(options, say, (what, stop) => stops.push({ what, stop }), halt.signal);
  try {
    const work = demo.then(({ tour, fallen }) => Promise.race([fallen, options.tour ? tour() : interrupted]));
    return await Promise.race([work, interrupted]);
  } catch (error) {
    if (options.json) process.stdout.write(`${JSON.stringify({ failed: (error as Error).message })}\n`);
    throw error;
  } finally {
    const wasInterrupted = halt.signal.aborted;
    halt.abort();
    // A start under way ends at its next step; until then it may still start something.
    await demo.catch(() => undefined);
    await stopAll(stops);
    if (wasInterrupted) say("Stopped. The next start goes on from here.");
  }
}

/** The last started first; what does not stop is told, and the others are stopped all the same. */
async function stopAll(stops: Stop[]): Promise<void> {
  for (const { what, stop } of stops.reverse()) {
    try {
      await stop();
    } catch (error) {
      process.stderr.write(`${what} did not stop cleanly: ${(error as Error).message}\n`);
    }
  }
}

/** @param halt looked at between its steps: whoever sets it waits for this to end, and then stops what it has started */
async function startDemo(
  options: DemoOptions,
  say: (line: string) => void,
  onStop: (what: string, stop: Stop["stop"]) => void,
  halt: AbortSignal,
): Promise<Started> {
  const began = performance.now();
  const origin = `http://127.0.0.1:${options.port}`;
  const appUrl = `http://localhost:${options.port + 1}`;
  const lock = takeLock(folder, `${origin}/`);
  onStop("The lock", lock.release);
  if (lock.previousWasKilled) say(`The last run was killed. ${afterKill(options)}`);
  await needPorts(options.port);
  if (options.reset) {
    say("Forgetting the store and its data (--reset) …");
    await forgetEverything(folder);
  }
  const secrets = keepSecrets(folder);

  halt.throwIfAborted();
  const noBuild = new AbortController();
  const building = buildIfChanged(root, say, noBuild.signal);
  // Told again below, once everything else stands; without this a failed build would end the process on its own.
  const built = building.catch(() => undefined);
  onStop("The build", async () => {
    noBuild.abort();
    await built;
  });
  halt.addEventListener("abort", () => noBuild.abort());
  say("Starting the database …");
  const database = await openDatabase(folder, say, onStop);
  halt.throwIfAborted();

  const appPort = await anyFreePort();
  const mailPort = await anyFreePort();
  const clockFile = path.join(folder, "clock-shift");
  const emulatorOptions = {
    port: options.port,
    edgePort: options.port + 1,
    appPort,
    mailPort,
    clockFile,
    config: {
      mailEventsSecret: MAIL_EVENTS_SECRET,
      apiKey: secrets.apiKey,
      apiSecret: secrets.apiSecret,
      fileFolder: path.join(folder, "files"),
    },
    withheldScopes: options.readAllOrders ? [] : ["read_all_orders"],
  };
  const { emulator, report } = await openStore(folder, options, say, emulatorOptions, halt);
  onStop("The emulator", () => emulator.close());
  await database.setClock(emulator.clock.shiftMs);
  emulator.clock.onMove(async (_now, shiftMs) => {
    await database.setClock(shiftMs);
    // Web and worker look at the clock file every 50 ms: a move is done when they must have seen it.
    await pause(CLOCK_SEEN_WITHIN_MS);
  });

  await building;
  halt.throwIfAborted();
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
    MAIL_RETURN_PATH: "bounces@regulars.example",
    MAIL_EVENTS_SECRET,
    SHOPIFY_EMULATOR_URL: origin,
    EMULATOR_CLOCK_FILE: clockFile,
  };
  say("Starting the app …");
  const logFile = (name: string) => path.join(folder, `${name}.log`);
  const start = async (name: string, script: string, isReady: () => Promise<boolean>) => {
    const one = await startAppProcess(root, { name, script, args: [], env, logFile: logFile(name), isReady, halt });
    onStop(`The ${one.name} process`, () => one.stop());
    return one;
  };
  const processes: AppProcess[] = await Promise.all([
    start("web", "build/processes/web.server.js", () => answers(`http://127.0.0.1:${appPort}/healthz`)),
    start("worker", "build/processes/worker.server.js", async () => true),
  ]);
  // Only while the app listens: what it misses is tried again after minutes, then hours.
  emulator.webhooks.start();
  onStop("The webhooks", () => emulator.webhooks.stop());
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
          if (halt.aborted) return;
          process.stderr.write(
            `The ${one.name} process stopped by itself (${how}); see data/demo/${one.name}.log. Start the demo again: it goes on where it was.\n`,
          );
          resolve(1);
        });
    }),
  };
}

/** What a killed run leaves whole, and what is begun anew. */
function afterKill({ reset }: DemoOptions): string {
  if (reset) return "What it left is forgotten (--reset).";
  return holdsStore(folder) ? "Its store and data are whole; going on with them." : "Its store was not whole yet and is made anew.";
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

/** Whom the message alone helps; of anything else the whole is kept in a log. */
function explain(error: unknown): string {
  const known = [CommandFailed, WrongOption, AlreadyRunning, PortTaken, WrongStore, TourFailed];
  if (known.some((kind) => error instanceof kind)) return (error as Error).message;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "demo.log"), `${inspect(error)}\n`);
  return `The demo stopped: ${error instanceof Error ? error.message : String(error)}\nMore in data/demo/demo.log. Start it again: it goes on where it was.`;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof HelpWanted) {
      process.stdout.write(`${error.message}\n`);
      process.exit(0);
    }
    process.stderr.write(`${explain(error)}\n`);
    process.exit(error instanceof WrongOption ? 2 : 1);
  },
);
