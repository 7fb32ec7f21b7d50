/** The owner's home page: the one click that reads the history, and its ways to stop and go on. */
import { expect, test } from "vitest";
import { endProgram } from "~/domain/program/end-program.server";
import * as home from "~/routes/app._index";
import * as landing from "~/routes/_index";
import * as login from "~/routes/auth.login";
import { adminRig, ask } from "../support/admin";
import { minedStore } from "../support/mined-store";

const t = await adminRig();
const { world } = t;
const HOME = "/app?index";
type Home = {
  import: Record<"catalogue" | "orders", { state: string } | null>;
  mining: { powerBuyers: number } | null;
  topFive: { name: string; reason: string }[];
  shop: { name: string; horizon: string };
  checklist: { done: boolean }[];
};
const press = (intent: string) => t.act<{ outcome: string }>(home, HOME, { intent });
const states = async () => t.sql<{ kind: string; state: string }>("SELECT kind, state FROM import ORDER BY kind, state");

test("on the first day nothing has been read, and the page knows how far back it may read", async () => {
  const page = await t.load<Home>(home, HOME);
  expect(page).toMatchObject({ import: { catalogue: null, orders: null }, mining: null, topFive: [] });
  expect(page.shop).toEqual({ name: "Small & Sons", horizon: "Shopify lets us read your whole history." });
  expect(page.checklist.map(({ done }) => done)).toEqual([false, false, false, false, false]);
});

test("one click asks for catalogue and orders; a second click asks for nothing more", async () => {
  expect((await press("start-import")).body.outcome).toBe("started");
  expect((await press("start-import")).body.outcome).toBe("already under way");
  expect(await states()).toEqual([
    { kind: "catalogue", state: "requested" },
    { kind: "orders", state: "requested" },
  ]);
});

test("a reading that was stopped says so, and goes on when asked", async () => {
  expect((await press("stop-import")).body.outcome).toBe("stopping");
  expect((await t.load<Home>(home, HOME)).import.orders!.state).toBe("stopped");
  expect((await press("resume-import")).body.outcome).toBe("resumed");
  expect((await t.load<Home>(home, HOME)).import.orders!.state).toBe("requested");
});

test("products that could not be read are asked for alone, also where the orders are read; who reads is told why", async () => {
  await t.sql("UPDATE import SET state = CASE kind WHEN 'orders' THEN 'done' ELSE 'failed' END, stop_asked = false");
  const needs = (await t.load<{ needsYou: { key: string }[] }>(home, HOME)).needsYou;
  expect(needs.map(({ key }) => key)).toEqual(["catalogue"]);
  expect((await press("read-products")).body.outcome).toBe("started");
  expect(await states()).toEqual([
    { kind: "catalogue", state: "failed" },
    { kind: "catalogue", state: "requested" },
    { kind: "orders", state: "done" },
  ]);
  await t.sql("DELETE FROM import WHERE state = 'failed'");
});

test("a button nobody knows does nothing, and the answer says what to do", async () => {
  const before = await states();
  const { status, body } = await t.act<{ outcome: string; problem: string }>(home, HOME, { intent: "delete-everything" });
  expect([status, body.outcome]).toEqual([400, "not understood"]);
  expect(body.problem).toMatch(/try again/);
  expect(await states()).toEqual(before);
});

test("47 · a store that has not granted read_all_orders is told of its sixty days", async () => {
  await t.sql("UPDATE shop SET scopes = array_remove(scopes, 'read_all_orders')");
  expect((await t.load<Home>(home, HOME)).shop.horizon).toMatch(/60 days of orders until it grants read_all_orders/);
});

test("once mined, the first five are named with their reasons", async () => {
  await minedStore(
    world,
    ["Ada", "Bea", "Cleo", "Dora", "Eve", "Fay"].map((firstName) => ({ firstName })),
  );
  const { mining, topFive } = await t.load<Home>(home, HOME);
  expect(mining!.powerBuyers).toBe(6);
  expect(topFive.map(({ name }) => name)).toEqual(["Ada Brown", "Bea Brown", "Cleo Brown", "Dora Brown", "Eve Brown"]);
  // Days are the store's: when its clocks were changed since, 40 days ago late in the evening is 39 or 41 of them.
  for (const { reason } of topFive) expect(reason).toMatch(/^2 orders since .+, last (39|4\d) days ago/);
});

test("that the programme has ended is told with its day, and what is off with it is called off", async () => {
  type Stands = { endedAt: string | null; status: { discount: { state: string }; codes: { state: string } } };
  const stands = async () => {
    const { endedAt, status } = await t.load<Stands>(home, HOME);
    return [endedAt, status.discount.state, status.codes.state];
  };
  const [before, , codes] = await stands();
  expect([before, codes]).toEqual([null, expect.not.stringMatching("off")]);
  await t.sql("UPDATE discount SET state = 'live', shopify_id = kind");
  await endProgram(world, { endedBy: "Olga" });
  const ended = t.clock.now().toISOString();
  // Its discounts are being switched off.
  expect(await stands()).toEqual([ended, "under way", "off"]);
  await t.sql("UPDATE discount SET state = 'ended'");
  expect(await stands()).toEqual([ended, "off", "off"]);
});

test("the bare address sends a shop's owner on with everything Shopify said, and anybody else reads what this is", async () => {
  const sent = await ask(landing, "/?shop=small-store.myshopify.com&host=abc&embedded=1");
  expect([sent.status, sent.headers.get("location")]).toEqual([302, "/app?shop=small-store.myshopify.com&host=abc&embedded=1"]);
  expect((await ask(landing, "/")).status).toBe(200);
});

test("a page asked for without saying whose comes back with what the page before it said; from elsewhere nothing is believed", async () => {
  const from = async (referer: string | null) => {
    const request = new Request("http://localhost:3000/auth/login", { headers: { ...(referer && { referer }) } });
    try {
      return login.loader({ request, params: {}, context: {} });
    } catch (sent) {
      return (sent as Response).headers.get("location");
    }
  };
  expect(await from("http://localhost:3000/app/buyers?shop=small-store.myshopify.com&host=abc&id_token=old")).toBe(
    "/app?embedded=1&host=abc&shop=small-store.myshopify.com",
  );
  expect(await from("https://evil.example/?shop=small-store.myshopify.com&host=abc")).toBeNull();
  expect(await from("http://localhost:3000/app/buyers")).toBeNull();
  expect(await from(null)).toBeNull();
});
