/** Starting and stopping the whole emulator: what outlives a restart, and what a second one is told. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { issuePair } from "./auth/tokens.ts";
import { install } from "./auth/installation.ts";
import { startEmulator, type Emulator, type EmulatorOptions } from "./index.ts";
import { smallStore } from "./small-store.ts";

const HOUR = 3_600_000;
let folder: string;
let running: Emulator | null = null;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "emulator-"));
});
afterEach(async () => {
  await running?.close();
  running = null;
  await rm(folder, { recursive: true });
});

const start = async (options: EmulatorOptions = {}): Promise<Emulator> =>
  (running = await startEmulator({
    booksPath: path.join(folder, "books.sqlite"),
    config: { appUrl: "http://localhost:9", fileFolder: folder },
    ...options,
  }));

test("tokens, withheld scopes and the clock's shift outlive a restart, and the clock file says the shift", async () => {
  const clockFile = path.join(folder, "clock");
  const first = await start({ withheldScopes: ["read_all_orders"], clockFile });
  const shop = smallStore().books.theShop;
  first.books.shop.put(shop.id, shop);
  install(first);
  const { access } = issuePair(first);
  await first.clock.advance(5 * HOUR);
  expect(await readFile(clockFile, "utf8")).toBe(String(5 * HOUR));
  await first.close();

  const second = await start({ clockFile });
  expect(second.clock.shiftMs).toBe(5 * HOUR);
  expect(second.books.token.get(access)).toMatchObject({ kind: "access" });
  expect(install(second).scopes).not.toContain("read_all_orders");
  expect(install(second).scopes).toContain("read_orders");
});

test("scopes, topics and the app proxy are those of shopify.app.toml", async () => {
  const { config } = await start();
  expect(config.scopes).toContain("write_discounts");
  expect(config.webhookTopics).toEqual(expect.arrayContaining(["orders/create", "app/uninstalled", "shop/redact"]));
  expect(config).toMatchObject({ webhookPath: "/webhooks", proxyPrefix: "apps", proxySubpath: "regulars", proxyAppPath: "/proxy" });
});

test("edge and mail catcher stand beside it on ports of their own, and all are closed together", async () => {
  const emulator = await start({ edgePort: 0, appPort: 9, mailPort: 0, config: { fileFolder: folder } });
  const { ports, config } = emulator;
  expect(config.appUrl).toBe(`http://localhost:${ports.edge}`);
  expect(ports.mail).toBeGreaterThan(0);
  expect((await fetch(`${config.origin}/__emulator/clock`)).status).toBe(200);
  await emulator.close();
  running = null;
  await expect(fetch(`${config.origin}/__emulator/clock`)).rejects.toThrow();
});

test("an edge without an app to lead to is refused", async () => {
  await expect(start({ edgePort: 0 })).rejects.toThrow(/appPort/);
});
