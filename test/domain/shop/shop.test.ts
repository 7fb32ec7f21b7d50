import { beforeEach, expect, test } from "vitest";
import { installShop } from "~/domain/shop/install-shop.server";
import { missingScopes } from "~/domain/shop/shop";
import { uninstallShop } from "~/domain/shop/uninstall-shop.server";
import { updateShop } from "~/domain/shop/update-shop.server";
import type { ShopPort, ShopProfile } from "~/ports/shop";
import { testWorld } from "../../support/world";

const profile: ShopProfile = {
  name: "Tea",
  email: "owner@tea.example",
  currency: "JPY",
  ianaTimezone: "Asia/Tokyo",
  countryCode: "JP",
  storefrontUrl: "https://tea.example",
  postalAddress: "12 Market Row, York",
  proxyPrefix: "/apps/regulars",
  planName: "Basic",
  scopes: ["read_orders"],
};
let now = profile;
const unasked = () => {
  throw new Error("only the profile is asked for here");
};
const shop = new Proxy({ readProfile: async () => now } as unknown as ShopPort, {
  get: (port, name) => (name in port ? port[name as keyof ShopPort] : unasked),
});
const t = await testWorld({ shop });
const { world } = t;
const row = async () => (await t.sql<Record<string, unknown>>("SELECT * FROM shop"))[0];

beforeEach(() => {
  now = profile;
});

test("the first loaders of a first visit may all install: one shop, one programme, two discounts asked for", async () => {
  await Promise.all(Array.from({ length: 6 }, () => installShop(world)));
  expect(await row()).toMatchObject({ state: "installed", currency: "JPY", proxy_prefix: "/apps/regulars", scopes: ["read_orders"] });
  expect(await t.sql("SELECT currency, state FROM program")).toEqual([{ currency: "JPY", state: "live" }]);
  expect(await t.sql("SELECT kind FROM discount ORDER BY kind")).toEqual([{ kind: "click" }, { kind: "share" }]);
});

test("where the merchant moved our pages survives a renewed sign-in", async () => {
  await t.sql("UPDATE shop SET proxy_prefix = '/community/friends'");
  now = { ...profile, name: "Tea & Co" };
  expect(await installShop(world)).toEqual({ outcome: "renewed" });
  expect(await row()).toMatchObject({ name: "Tea & Co", proxy_prefix: "/community/friends" });
});

test("21 · an uninstall triggered before the latest sign-in came late; one triggered after it counts", async () => {
  const installedAt = t.clock.now();
  await t.clock.advance(60_000);
  await installShop(world);
  expect(await uninstallShop(world, { at: new Date(installedAt.getTime() + 1_000) })).toEqual({ outcome: "came late" });
  expect(await row()).toMatchObject({ state: "installed" });
  const at = new Date(t.clock.now().getTime() + 1_000);
  expect(await uninstallShop(world, { at })).toEqual({ outcome: "uninstalled" });
  expect(await row()).toMatchObject({ state: "uninstalled", uninstalled_at: at });
  expect(await updateShop(world)).toEqual({ outcome: "not installed" });
  expect(await installShop(world)).toEqual({ outcome: "installed" });
  expect(await row()).toMatchObject({ state: "installed", uninstalled_at: null });
});

test("a shop that comes back asks for what lost its job meanwhile, and for its web pixel, which went with the installation", async () => {
  const asked = () =>
    t.sql("SELECT name, data->'payload'->>'why' AS why FROM pgboss.job WHERE name IN ('waiting.resume', 'pixel.settle') ORDER BY 1");
  await t.sql("DELETE FROM pgboss.job");
  await t.sql("UPDATE shop SET pixel_wanted = true, pixel_id = 'gid://shopify/WebPixel/1'");
  await installShop(world);
  expect(await asked()).toEqual([]);
  await uninstallShop(world, { at: new Date(t.clock.now().getTime() + 1_000) });
  await t.clock.advance(60_000);
  await installShop(world);
  const why = "the shop came back";
  expect(await asked()).toEqual([
    { name: "pixel.settle", why },
    { name: "waiting.resume", why },
  ]);
});

test("an uninstall that came late tells that the web pixel went before the shop came back: another is put there", async () => {
  const leftAt = new Date(t.clock.now().getTime() + 1_000);
  await t.clock.advance(60_000);
  await installShop(world);
  await t.sql("UPDATE shop SET pixel_wanted = true, pixel_id = 'gid://shopify/WebPixel/1'");
  await t.sql("DELETE FROM pgboss.job");
  for (let times = 0; times < 2; times++) expect(await uninstallShop(world, { at: leftAt })).toEqual({ outcome: "came late" });
  expect(await row()).toMatchObject({ state: "installed", pixel_id: null });
  expect(await t.sql("SELECT 1 FROM pgboss.job WHERE name = 'pixel.settle'")).toHaveLength(1);
});

test("an uninstall of a shop we never knew changes nothing", async () => {
  expect(await uninstallShop(t.worldOf("nobody.myshopify.com"), { at: t.clock.now() })).toEqual({ outcome: "unknown" });
});

test("28 · a needed scope that is not granted needs permission; the whole history is wished for, not needed", () => {
  expect(
    missingScopes(["read_orders", "read_all_orders", "read_discounts", "write_discounts"], ["read_orders", "write_discounts"]),
  ).toEqual([]);
  expect(missingScopes(["read_orders", "write_discounts"], ["read_discounts"])).toEqual(["read_orders", "write_discounts"]);
});
