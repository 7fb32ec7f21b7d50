/**
 * The web pixel: turned on by the owner, put into the store once Shopify allows it, run in its sandbox, heard by us. Nobody is credited
 * by it, and whoever forges it learns and changes nothing.
 */
import path from "node:path";
import { expect, test } from "vitest";
import { action, loader } from "~/routes/pixel";
import * as settings from "~/routes/app.settings";
import { readClicks } from "~/domain/insight/read-clicks.server";
import { endProgram } from "~/domain/program/end-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { turnPixel } from "~/domain/shop/turn-pixel.server";
import { readPixel } from "~/domain/shop/read-pixel.server";
import { settlePixel } from "~/domain/shop/settle-pixel.server";
import { uninstallShop } from "~/domain/shop/uninstall-shop.server";
import { updateShop } from "~/domain/shop/update-shop.server";
import { MOST_TOLD_A_MINUTE } from "~/ingest/receive-pixel.server";
import { aClick, anAmbassador, aProgram } from "../support/builders";
import { adminRig } from "../support/admin";
import { webPixelIn } from "../emulator/admin-graphql/web-pixels.ts";
import { runPixel, type Sent } from "../emulator/web-pixel/run-pixel.ts";

const t = await adminRig();
const { world, emulator } = t;
const ENTRY = path.resolve(import.meta.dirname, "../../extensions/regulars-pixel/src/index.ts");
type Settings = { extras: { barUrl: string; pixel: { wanted: boolean; there: boolean; problem: string | null; missingScopes: string[] } } };
const load = () => t.load<Settings>(settings, "/app/settings");
const press = async (intent: string) => (await t.act<{ outcome: string }>(settings, "/app/settings", { intent })).body.outcome;
await load();
const program = await aProgram(world);
const maxine = await anAmbassador(world, program);
const click = () => aClick(world, { ...program, ...maxine });

let hops = 0;
/** As a browser's post reaches our server. */
const tell = (sent: Pick<Sent, "body">, ip = `203.0.113.${++hops}`) =>
  action({
    request: new Request("http://localhost:3000/pixel", {
      method: "POST",
      headers: { "content-type": "text/plain", "x-forwarded-for": ip },
      body: sent.body,
    }),
    params: {},
    context: {},
  });
const stagesOf = async (clickId: string) =>
  (
    await t.sql<{ began: boolean; ended: boolean }>(
      "SELECT checkout_at IS NOT NULL AS began, completed_at IS NOT NULL AS ended FROM click WHERE click_id = $1",
      [clickId],
    )
  )[0];
const pixelHere = () => {
  const heard: number[] = [];
  const made = runPixel({
    entry: ENTRY,
    settings: webPixelIn(emulator)!.settings as object,
    fetch: async (sent) => {
      expect([sent.method, sent.type, sent.address]).toEqual(["POST", "text/plain", `${process.env.SHOPIFY_APP_URL}/pixel`]);
      const answer = await tell(sent);
      heard.push(answer.status);
      return answer;
    },
  });
  return made.then((pixel) => ({ ...pixel, heard }));
};
const viewed = (search: string) => ({ context: { document: { location: { search } } } });
const checkout = (attributes: { key: string; value: string }[]) => ({ data: { checkout: { attributes, email: "fran@friends.example" } } });

test("turned on before Shopify allows it, it waits and says so; allowed, it is put into the store by itself, with settings of its own", async () => {
  expect((await load()).extras).toMatchObject({
    barUrl: expect.stringMatching(
      /^https:\/\/small-store\.myshopify\.com\/admin\/themes\/current\/editor\?context=apps&activateAppId=.+\/waiting$/,
    ),
    pixel: { wanted: false, problem: null, missingScopes: ["write_pixels", "read_customer_events"] },
  });
  expect([await press("pixel-on"), await press("pixel-on")]).toEqual(["turned", "unchanged"]);
  await t.runDueJobs();
  expect([webPixelIn(emulator), (await load()).extras.pixel.wanted]).toEqual([null, true]);

  emulator.merchant.grantScopes(["write_pixels", "read_customer_events"]);
  expect(await press("look-at-permissions")).toBe("updated");
  await t.runDueJobs();
  expect(webPixelIn(emulator)!.settings).toEqual({
    accountID: expect.stringMatching(/^small-store\.myshopify\.com\.[\w-]{43}$/),
    address: `${process.env.SHOPIFY_APP_URL}/pixel`,
  });
  expect((await load()).extras.pixel).toEqual({ wanted: true, there: true, problem: null, missingScopes: [] });
});

test("a reply that was lost makes no second pixel: the one that is there is taken over", async () => {
  await turnPixel(world, { on: false });
  await t.runDueJobs();
  expect(webPixelIn(emulator)).toBeNull();
  await turnPixel(world, { on: true });
  emulator.faults.api.commitThenDropNext = ["webPixelCreate"];
  await t.runDueJobs({ failuresExpected: true });
  const made = webPixelIn(emulator)!;
  await t.clock.advance(600_000);
  await t.runDueJobs();
  expect(webPixelIn(emulator)).toEqual(made);
  expect(await t.sql("SELECT pixel_id FROM shop")).toEqual([{ pixel_id: `gid://shopify/WebPixel/${made.id}` }]);
});

test("in its sandbox it tells of a click that came to the checkout and through it, by the cart's attribute, and of nobody", async () => {
  const { clickId } = await click();
  const pixel = await pixelHere();
  expect(pixel.subscribed.sort()).toEqual(["checkout_completed", "checkout_started", "page_viewed"]);
  const cart = checkout([
    { key: "gift", value: "yes" },
    { key: "_regulars_click", value: clickId },
  ]);
  await pixel.publish("checkout_started", cart);
  expect([await stagesOf(clickId), pixel.heard]).toEqual([{ began: true, ended: false }, [204]]);
  await pixel.publish("checkout_completed", cart);
  expect(await stagesOf(clickId)).toEqual({ began: true, ended: true });
});

test("in a theme without the bar it remembers the address a visit came in by", async () => {
  const { clickId } = await click();
  const pixel = await pixelHere();
  await pixel.publish("page_viewed", viewed(`?rc=${clickId}&utm=x`));
  await pixel.publish("page_viewed", viewed(""));
  await pixel.publish("checkout_started", checkout([]));
  expect(await stagesOf(clickId)).toEqual({ began: true, ended: false });
});

test("a checkout without a click, or with what could be none, is not told at all", async () => {
  const pixel = await pixelHere();
  await pixel.publish("page_viewed", viewed("?rc=%27%20OR%201=1"));
  await pixel.publish("checkout_started", checkout([{ key: "_regulars_click", value: "x" }]));
  expect(pixel.heard).toEqual([]);
});

test("nothing it tells credits anybody, and the owner sees how far visits came", async () => {
  expect(await t.sql("SELECT 1 FROM decision UNION ALL SELECT 1 FROM credit")).toEqual([]);
  expect(await readClicks(world)).toEqual({ pressed: 2, atCheckout: 2, ordered: 0, days: 30 });
  await turnPixel(world, { on: false });
  expect((await readClicks(world)).atCheckout).toBeNull();
  await turnPixel(world, { on: true });
});

test("when the programme ends the pixel goes out of the store with it, and comes back when it goes on; turned off meanwhile it stays away", async () => {
  const pixel = async () => [webPixelIn(emulator) !== null, await readPixel(world)];
  const running = await t.sql<{ id: string }>("SELECT program_id AS id FROM program WHERE state = 'live'");
  for (const _each of running) await endProgram(world, { endedBy: "Olga" });
  expect(await pixel()).toMatchObject([true, { wanted: true, there: true }]);
  await t.runDueJobs();
  expect(await pixel()).toMatchObject([false, { wanted: true, there: false }]);
  await resumeProgram(world, { resumedBy: "Olga" });
  await t.runDueJobs();
  expect(await pixel()).toMatchObject([true, { wanted: true, there: true }]);
  await endProgram(world, { endedBy: "Olga" });
  await t.runDueJobs();
  await turnPixel(world, { on: false });
  await resumeProgram(world, { resumedBy: "Olga" });
  await t.runDueJobs();
  expect(await pixel()).toMatchObject([false, { wanted: false, there: false }]);
  await turnPixel(world, { on: true });
  await t.runDueJobs();
});

test("one that was in the store before endings took it out is taken out by the next look at the store", async () => {
  await endProgram(world, { endedBy: "Olga" });
  await t.sql("DELETE FROM pgboss.job WHERE name = 'pixel.settle'");
  await updateShop(world);
  await t.runDueJobs();
  expect(webPixelIn(emulator)).toBeNull();
  await resumeProgram(world, { resumedBy: "Olga" });
  await t.runDueJobs();
  expect(webPixelIn(emulator)).not.toBeNull();
});

test("what is not signed by us, or is not understood, changes nothing; a click that is none is answered like one", async () => {
  const { clickId } = await click();
  const { accountID } = webPixelIn(emulator)!.settings as { accountID: string };
  const body = (changes: object = {}) => JSON.stringify({ account: accountID, click: clickId, stage: "started", ...changes });
  const forged = accountID.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  const elsewhere = accountID.replace("small-store", "other-store");
  const statusOf = async (text: string) => (await tell({ body: text })).status;
  for (const account of [forged, elsewhere, "", "small-store.myshopify.com"]) expect(await statusOf(body({ account }))).toBe(401);
  for (const wrong of ["", "{", "null", body({ stage: "paid" }), body({ click: "x" }), body({ account: 7 })])
    expect(await statusOf(wrong)).toBe(400);
  expect(await statusOf(body({ account: "x".repeat(2_000) }))).toBe(413);
  expect(await stagesOf(clickId)).toEqual({ began: false, ended: false });
  expect(await statusOf(body({ click: "00000000-0000-4000-8000-000000000000" }))).toBe(204);
  expect(await statusOf(body())).toBe(204);
  expect(await stagesOf(clickId)).toEqual({ began: true, ended: false });
});

test("an address that knocks by the hundred is slowed, and others are not", async () => {
  const statuses: number[] = [];
  for (let n = 0; n <= MOST_TOLD_A_MINUTE; n++) statuses.push((await tell({ body: "{" }, "198.51.100.1")).status);
  expect([statuses.at(-2), statuses.at(-1), (await tell({ body: "{" }, "198.51.100.2")).status]).toEqual([400, 429, 400]);
});

test("browsers may ask from every origin, by POST only", async () => {
  const ask = (method: string) => loader({ request: new Request("http://localhost:3000/pixel", { method }), params: {}, context: {} });
  const [asked, got] = [await ask("OPTIONS"), await ask("GET")];
  expect([asked.status, asked.headers.get("access-control-allow-origin"), asked.headers.get("access-control-allow-methods")]).toEqual([
    204,
    "*",
    "POST",
  ]);
  expect([got.status, got.headers.get("allow")]).toEqual([405, "POST"]);
});

test("an app that leaves has no pixel any more; coming back it waits to be allowed again", async () => {
  emulator.merchant.revokeScopes(["write_pixels", "read_customer_events"]);
  await t.sql("UPDATE shop SET pixel_wanted = true");
  await uninstallShop(world, { at: t.clock.now() });
  expect(await t.sql("SELECT pixel_id, pixel_wanted FROM shop")).toEqual([{ pixel_id: null, pixel_wanted: true }]);
  await t.sql("UPDATE shop SET state = 'installed', scopes = '{read_orders}'");
  expect(await settlePixel(world, { why: "test" })).toEqual({ outcome: "needs permission" });
});
