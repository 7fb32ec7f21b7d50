/**
 * One process that imports a bulk file by the app's own steps, as a worker would, and then says how long it took and how
 * much memory it needed; it may be killed at any moment and started again. Its Shopify is the file; nothing else is stood in for.
 */
import { createReadStream, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import type { ShopPort, ShopProfile } from "~/ports/shop";

export type ImportTask = {
  shopId: string;
  file: string;
  /** Says "there" once so many bytes of the file were handed out. */
  sayAtByte: number | null;
  /** Mines what was imported too, as the job after an import does; the memory of that is told apart. */
  mine: boolean;
};

export type ImportMessage =
  | { said: "there" }
  | { said: "done"; seconds: number; peakRssBytes: number; mining: { seconds: number; buyers: number; peakRssBytes: number } | null }
  | { said: "failed"; problem: string };

/** Every run reads at the same moment, so that two runs' rows are alike to the last column. */
const AT = new Date("2026-11-02T09:00:00Z");

const PROFILE: ShopProfile = {
  name: "Bench",
  email: "owner@tea-and-kitchen.example",
  postalAddress: "1 High Street, Leeds",
  currency: "GBP",
  ianaTimezone: "Europe/London",
  countryCode: "GB",
  storefrontUrl: "https://bench.example.com",
  proxyPrefix: "/apps/regulars",
  planName: "Basic",
  scopes: ["read_orders", "read_all_orders"],
};

const task = JSON.parse(process.argv[2]) as ImportTask;
const say = (message: ImportMessage) => new Promise<void>((resolve) => process.send!(message, undefined, undefined, () => resolve()));

// Letters are JSX, which plain Node cannot read; an import writes none.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith("/react-letters.server")
      ? { url: "data:text/javascript,export const reactLetters = null;", shortCircuit: true }
      : next(specifier, context),
});

try {
  const { rewire, worldFor } = await import("~/world.server");
  const { closeConnections } = await import("~/db.server");
  const { boss, closeQueue } = await import("~/adapters/boss-queue.server");
  const { installShop } = await import("~/domain/shop/install-shop.server");
  const { startImport } = await import("~/ingest/history/start-import.server");
  const { advanceImport } = await import("~/ingest/history/advance-import.server");
  const { mineBuyers } = await import("~/domain/mining/mine-buyers.server");

  rewire({ clock: { now: () => AT }, shop: () => shopOfFile() });
  const world = worldFor(task.shopId);
  await boss();
  await installShop(world);
  await startImport(world, { kinds: ["orders"] });
  const { importId } = await world.transaction(({ db }) => db.import.findFirstOrThrow({ where: { shopId: task.shopId } }));

  const mine = async () => {
    const miningBegan = performance.now();
    const mined = await mineBuyers(world, { why: "bench" });
    if (mined.outcome !== "mined") throw new Error(`the mining ended as "${mined.outcome}"`);
    return { seconds: secondsSince(miningBegan), buyers: mined.buyers, peakRssBytes: peakRss() };
  };
  const began = performance.now();
  let last = await advanceImport(world, { importId });
  while (last.outcome === "waiting") last = await advanceImport(world, { importId });
  const seconds = secondsSince(began);
  const peakRssBytes = peakRss();
  const mining = task.mine && last.outcome === "done" ? await mine() : null;
  await closeQueue();
  await closeConnections();
  if (last.outcome === "done") await say({ said: "done", seconds, peakRssBytes, mining });
  else await say({ said: "failed", problem: `the import ended as "${last.outcome}"` });
} catch (error) {
  await say({ said: "failed", problem: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
process.exit();

function secondsSince(began: number): number {
  return (performance.now() - began) / 1_000;
}

function peakRss(): number {
  return process.resourceUsage().maxRSS * 1_024;
}

function shopOfFile(): ShopPort {
  const asked: Pick<ShopPort, "readProfile" | "startBulkRead" | "readBulkState" | "openBulkResult"> = {
    readProfile: () => Promise.resolve(PROFILE),
    startBulkRead: () => Promise.resolve({ operationId: "1" }),
    readBulkState: () =>
      Promise.resolve({
        state: "ready",
        objects: 0n,
        url: pathToFileURL(task.file).href,
        bytes: BigInt(statSync(task.file).size),
        partial: false,
        problem: null,
      }),
    openBulkResult: (url, fromByte) => Promise.resolve(bytesOf(new URL(url), Number(fromByte))),
  };
  return new Proxy(asked as ShopPort, {
    get(shop, name) {
      if (!(name in shop)) throw new Error(`an import does not ask Shopify for ${String(name)}`);
      return Reflect.get(shop, name) as unknown;
    },
  });
}

async function* bytesOf(file: URL, from: number): AsyncGenerator<Uint8Array> {
  let at = from;
  for await (const piece of createReadStream(file, { start: from }) as AsyncIterable<Buffer>) {
    yield piece;
    const before = at;
    at += piece.length;
    if (task.sayAtByte !== null && before < task.sayAtByte && at >= task.sayAtByte) void say({ said: "there" });
  }
}
