/** The worker's rules, on the real queue. */
import { beforeEach, expect, test, vi } from "vitest";
import { catalog } from "~/jobs/catalog.server";
import { runDueJobs } from "~/jobs/run-due-jobs.server";
import { sendScheduledJobs } from "~/jobs/schedule.server";
import { ShopProblem, type ShopPort } from "~/ports/shop";
import { DAY_MS, testWorld } from "../support/world";

/** A shop that answers every call with the same problem. */
let problem: ShopProblem | null = null;
const shop = new Proxy({} as ShopPort, {
  get: () => async () => {
    if (problem) throw problem;
    return null;
  },
});
const t = await testWorld({ shop });

beforeEach(async () => {
  problem = null;
  await t.sql("TRUNCATE shop; DELETE FROM pgboss.job");
  await t.sql(
    `INSERT INTO shop (shop_id, state, name, email, currency, iana_timezone, country_code, locale, storefront_url, proxy_prefix, plan_name, scopes, installed_at)
     VALUES ($1, 'installed', 'Shop', 's@example.com', 'GBP', 'Europe/London', 'GB', 'en', 'https://shop.example', '/apps/regulars', 'Basic', '{}', $2)`,
    [t.shopId, t.clock.now()],
  );
});

const addRefresh = () => t.world.transaction(({ queue }) => queue.add("order.refresh", { orderId: "1" }, { onceKey: "1" }));

test("every job of the catalogue has a handler and a shape for what it carries", () => {
  for (const [name, job] of Object.entries(catalog))
    expect(job, name).toMatchObject({ payload: expect.anything(), run: expect.any(Function) });
});

test("a job added in a transaction that is rolled back never runs", async () => {
  await expect(
    t.world.transaction(async ({ queue }) => {
      await queue.add("order.refresh", { orderId: "1" });
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  expect(await runDueJobs()).toEqual([]);
});

test("while a job with a key waits, another with that key is not added", async () => {
  await addRefresh();
  await addRefresh();
  expect(await runDueJobs()).toHaveLength(1);
});

test("a job whose shop is busy is tried again later, not at once", async () => {
  problem = new ShopProblem("try later", "busy");
  await addRefresh();
  expect(await t.runDueJobs({ failuresExpected: true })).toMatchObject([{ name: "order.refresh", outcome: "failed", problem: "busy" }]);
  problem = null;
  expect(await runDueJobs()).toEqual([]);
  await t.clock.advance(60 * 60_000);
  expect(await runDueJobs()).toMatchObject([{ name: "order.refresh", outcome: "done" }]);
});

test("jobs of a shop that must let us in again are parked without using up their attempts, and run when it has (FAULTS 26)", async () => {
  problem = new ShopProblem("needs permission", "open the app");
  await addRefresh();
  for (let hour = 0; hour < 12; hour++) {
    expect(await runDueJobs()).toMatchObject([{ name: "order.refresh", outcome: "parked" }]);
    await t.clock.advance(61 * 60_000);
  }
  problem = null;
  expect(await runDueJobs()).toMatchObject([{ name: "order.refresh", outcome: "done" }]);
});

test("a shop with more to do than one worker has hands leaves hands to the others", async () => {
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const ran: string[] = [];
  vi.spyOn(catalog["order.refresh"], "run").mockImplementation(async ({ shopId }) => {
    if (shopId === t.shopId) await answered;
    ran.push(shopId);
  });
  const many = Array.from({ length: 30 }, (_, n) => ({ orderId: String(n) }));
  await t.world.transaction(({ queue }) => queue.addMany("order.refresh", many));
  const other = t.worldOf("other-shop.myshopify.com");
  await other.transaction(({ queue }) => queue.add("order.refresh", { orderId: "1" }));
  const running = runDueJobs();
  await vi.waitFor(() => expect(ran).toEqual([other.shopId]));
  answer();
  expect(await running).toHaveLength(31);
  vi.restoreAllMocks();
});

test("jobs of a shop that has left are dropped, except what it is still owed", async () => {
  await t.sql("UPDATE shop SET state = 'uninstalled', uninstalled_at = $1", [t.clock.now()]);
  await t.world.transaction(({ queue }) => queue.add("shop.reconcile", { why: "test" }));
  expect(await runDueJobs()).toEqual([{ name: "shop.reconcile", outcome: "dropped" }]);
});

test("an order that was to be read waits for the shop to come back, since no comparison would ask for it a second time", async () => {
  await addRefresh();
  await t.sql("UPDATE shop SET state = 'uninstalled', uninstalled_at = $1", [t.clock.now()]);
  for (let hour = 0; hour < 3; hour++) {
    expect(await runDueJobs()).toMatchObject([{ name: "order.refresh", outcome: "parked" }]);
    await t.clock.advance(61 * 60_000);
  }
  await t.sql("UPDATE shop SET state = 'installed', uninstalled_at = NULL");
  expect(await runDueJobs()).toMatchObject([{ name: "order.refresh", outcome: "done" }]);
});

test("so does a letter that is to be written, for two weeks; a reminder and a monthly letter are looked for", async () => {
  const letter = { buyerId: "1", cause: "c" };
  const add = () =>
    t.world.transaction(async ({ queue }) => {
      for (const kind of ["goodbye", "reminder", "progress"] as const) await queue.add("letter.write", { kind, ...letter });
    });
  const outcomes = async () => (await runDueJobs()).map(({ outcome }) => outcome).sort();
  await add();
  await t.sql("UPDATE shop SET state = 'uninstalled', uninstalled_at = $1", [t.clock.now()]);
  expect(await outcomes()).toEqual(["dropped", "dropped", "parked"]);
  await t.clock.advance(14 * DAY_MS);
  expect(await outcomes()).toEqual(["dropped"]);
});

test("it waits for ninety days, and no longer than there is a shop", async () => {
  await addRefresh();
  await t.sql("UPDATE shop SET state = 'uninstalled', uninstalled_at = $1", [new Date(t.clock.now().getTime() - 90 * DAY_MS)]);
  expect(await runDueJobs()).toEqual([{ name: "order.refresh", outcome: "dropped" }]);
  await addRefresh();
  await t.sql("DELETE FROM shop");
  problem = new ShopProblem("needs permission", "open the app");
  expect(await runDueJobs()).toEqual([{ name: "order.refresh", outcome: "dropped" }]);
});

test("of one shop five run at once, though the fifth hand is taken from another queue than the four before it", async () => {
  let [running, most] = [0, 0];
  const slowly = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 50));
    running--;
  };
  const spies = [vi.spyOn(catalog["order.refresh"], "run"), vi.spyOn(catalog["reward.issue"], "run")];
  for (const spy of spies) spy.mockImplementation(slowly as never);
  await t.world.transaction(async ({ queue }) => {
    for (const one of [1, 2, 3, 4]) await queue.add("order.refresh", { orderId: `${one}` });
    for (const one of [1, 2, 3, 4, 5]) await queue.add("reward.issue", { rewardId: `00000000-0000-4000-8000-00000000000${one}` });
  });
  expect(await runDueJobs()).toHaveLength(9);
  expect(most).toBe(5);
  for (const spy of spies) spy.mockRestore();
});

test("a shop that has left is asked for what it is owed, and for nothing else", async () => {
  const asked = async () => (await t.sql<{ name: string }>("SELECT DISTINCT name FROM pgboss.job ORDER BY 1")).map(({ name }) => name);
  await t.sql("UPDATE shop SET state = 'uninstalled', uninstalled_at = $1", [t.clock.now()]);
  await sendScheduledJobs();
  expect(await asked()).toEqual(["privacy.resume", "receipt.empty"]);
  expect(await runDueJobs()).toEqual(["privacy.resume", "receipt.empty"].map((name) => expect.objectContaining({ name, outcome: "done" })));
});
