/** A comparison goes on past what a defect of ours breaks or Shopify refuses: everything else is compared, and what was not is told. */
import { beforeAll, describe, expect, test } from "vitest";
import { readChecks } from "~/domain/insight/read-checks.server";
import { goOnPast } from "~/ingest/go-on-past";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import { ShopProblem } from "~/ports/shop";
import { anAmbassador, anOrder } from "../support/builders";
import { person } from "../support/fake-books-shop";
import { DAY_MS } from "../support/world";
import { aReward, program, shop, shopId, sql, t, world } from "./compared-shop";

const run = async () => {
  await t.clock.advance(1);
  return reconcileShop(world, { why: "test" });
};
/** Somebody who became another customer, and no webhook told. */
async function merged(now: string) {
  const one = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { buyerId: one.buyerId });
  shop.buyers.set(now, person(now));
  shop.orders.set(orderId, now);
  return one;
}
const becameOf = async ({ buyerId }: { buyerId: string }) =>
  (await sql<{ into: string | null }>("SELECT merged_into AS into FROM buyer WHERE buyer_id = $1", [buyerId]))[0].into;
/** A defect of ours, for one person: whoever would become this customer breaks what makes them one. */
const breakMergesInto = (buyerId: string) =>
  sql(`CREATE OR REPLACE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.merged_into = '${buyerId}' THEN RAISE EXCEPTION 'a defect'; END IF; RETURN NEW; END $$;
    CREATE OR REPLACE TRIGGER broken BEFORE UPDATE ON buyer FOR EACH ROW EXECUTE FUNCTION broken()`);

beforeAll(async () => {
  const at = new Date(t.clock.now().getTime() - DAY_MS);
  await sql(
    "INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at, finished_at) VALUES ($1, gen_random_uuid(), 'orders', 'done', $2, $2, $2)",
    [shopId, at],
  );
});

test("one person's merge that a defect breaks keeps neither the others' merges nor any reward from being compared", async () => {
  const [broken, sound] = [await merged("88001"), await merged("88002")];
  await breakMergesInto("88001");
  const { rewardId } = await aReward();
  await expect(run()).rejects.toThrow("a defect");
  expect([await becameOf(broken), await becameOf(sound)]).toEqual([null, "88002"]);
  expect(await readChecks(world)).toMatchObject({ state: "in part", runs: [{ state: "done" }] });
  expect((await readChecks(world)).problems).toMatchObject([
    { kind: "not compared", about: "customers" },
    { kind: "customer gone", about: broken.ambassadorId },
    { kind: "reward code gone", about: rewardId },
  ]);

  await sql("DROP TRIGGER broken ON buyer");
  await run();
  expect(await becameOf(broken)).toBe("88001");
  expect(await readChecks(world)).toMatchObject({ state: "working" });
  expect((await readChecks(world)).problems).toMatchObject([{ kind: "reward code gone", about: rewardId }]);
});

test("orders that could not be asked for are asked for from the same moment by the next one", async () => {
  await run();
  const changed = { orderId: "88100", updatedAt: t.clock.now() };
  shop.changed.push(changed);
  const port = shop.port();
  shop.port = () => ({ ...port, readChangedOrders: () => Promise.reject(new Error("a defect")) });
  // What Shopify has changed since is long past its index's lag by the next one.
  await t.clock.advance(DAY_MS);
  await expect(run()).rejects.toThrow("a defect");
  expect((await readChecks(world)).problems).toEqual([expect.objectContaining({ kind: "not compared", about: "changed orders" })]);
  shop.port = () => port;
  expect(await run()).toMatchObject({ ordersFound: 1, problems: [] });
});

test("what Shopify refuses to tell is told with its reason, and the rest is compared", async () => {
  const { rewardId } = await aReward();
  const port = shop.port();
  shop.port = () => ({ ...port, readDisputedOrders: () => Promise.reject(new ShopProblem("refused", "Access denied for orders.")) });
  await expect(run()).rejects.toThrow("Access denied");
  expect((await readChecks(world)).problems).toMatchObject([
    { kind: "not compared", about: "chargebacks", reason: "Access denied for orders." },
    { kind: "reward code gone", about: rewardId },
  ]);
});

describe("of many", () => {
  const failing = (error: unknown) => () => Promise.reject(error);
  const busy = new ShopProblem("try later", "a reward is under way");

  test("who only has to wait keeps nobody up, is not told of, and is tried again", async () => {
    const all = goOnPast();
    const done: string[] = [];
    await all.part("customers", undefined, async (one) => {
      await one(failing(busy));
      await one(async () => done.push("the next"));
    });
    expect([done, all.problems()]).toEqual([["the next"], []]);
    expect(() => all.throwWhatFailed()).toThrow(busy);
  });

  test("a defect is thrown before what only has to wait, and told once a part", async () => {
    const all = goOnPast();
    await all.part("customers", undefined, async (one) => {
      for (const error of [busy, new Error("a defect"), new Error("another")]) await one(failing(error));
    });
    expect(all.problems()).toEqual([{ kind: "not compared", about: "customers" }]);
    expect(() => all.throwWhatFailed()).toThrow("a defect");
  });

  test("where we are no longer let in, or the eleventh fails, the others are not asked for", async () => {
    const asked: number[] = [];
    const ask = (error: unknown) =>
      goOnPast().part("rewards", undefined, async (one) => {
        for (let n = 1; n <= 20; n++) await one(() => (asked.push(n), Promise.reject(error)));
      });
    const shut = new ShopProblem("needs permission", "The app was uninstalled.");
    await expect(ask(shut)).rejects.toThrow(shut);
    expect(asked.splice(0)).toEqual([1]);
    await expect(ask(busy)).rejects.toThrow(busy);
    expect(asked).toHaveLength(11);
  });

  test("nothing failed, nothing thrown", async () => {
    const all = goOnPast();
    expect(await all.part("rewards", 0, async (one) => (await one(async () => 7)) ?? 0)).toBe(7);
    expect(all.problems()).toEqual([]);
    all.throwWhatFailed();
  });
});
