/** Customers are compared with Shopify: merges nobody told of are found, changes kept, and what proves nothing is the owner's to say. */
import { beforeAll, describe, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { readHome } from "~/domain/insight/read-home.server";
import { readChecks } from "~/domain/insight/read-checks.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { askReconciliation } from "~/ingest/ask-reconciliation.server";
import { joinMergedBuyers } from "~/ingest/join-merged-buyers.server";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import { rejoinAmbassador } from "~/ingest/rejoin-ambassador.server";
import { ShopProblem } from "~/ports/shop";
import { aBuyer, anAmbassador, anOrder } from "../support/builders";
import { person } from "../support/fake-books-shop";
import { DAY_MS } from "../support/world";
import { shop, t, world, shopId, sql, program, maxine, aReward, entries } from "./compared-shop";

describe("customers", () => {
  const run = async () => {
    const ended = await reconcileShop(world, { why: "test" });
    if (ended.outcome !== "reconciled") throw new Error(ended.outcome);
    return ended.problems;
  };
  const buyerOf = async (ambassadorId: string) =>
    (await sql<{ buyer_id: string }>("SELECT buyer_id FROM ambassador WHERE ambassador_id = $1", [ambassadorId]))[0].buyer_id;
  beforeAll(async () => {
    const at = new Date(t.clock.now().getTime() - DAY_MS);
    await sql(
      "INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at, finished_at) VALUES ($1, gen_random_uuid(), 'orders', 'done', $2, $2, $2)",
      [shopId, at],
    );
  });

  test("61 · who became another customer, and no webhook told of it, is found by their orders and moves along with everything", async () => {
    const { orderId } = await anOrder(world, { buyerId: maxine.buyerId });
    shop.buyers.delete(maxine.buyerId);
    shop.buyers.set("77001", person("77001", { email: "maxine@new.example" }));
    shop.orders.set(orderId, "77001");
    const before = await entries();
    expect(await run()).toEqual([]);
    expect(await buyerOf(maxine.ambassadorId)).toBe("77001");
    expect(await sql("SELECT buyer_id FROM orders WHERE order_id = $1", [orderId])).toEqual([{ buyer_id: "77001" }]);
    expect(await sql("SELECT merged_into FROM buyer WHERE buyer_id = $1", [maxine.buyerId])).toEqual([{ merged_into: "77001" }]);
    expect(await entries()).toBe(before);
    const calls = shop.calls.length;
    expect(await run()).toEqual([]);
    expect(shop.calls.slice(calls)).not.toContain("readOrder");
  });

  test("61 · what they had bought by that other account is decided anew, also when Shopify is busy the moment they have become one", async () => {
    const { buyerId } = await aBuyer(world, { email: "second@account.example" });
    const { orderId } = await anOrder(world, { buyerId, codes: [maxine.code] });
    await decideOrder(world, { orderId });
    await creditOrder(world, { orderId });
    shop.orders.set(orderId, maxine.buyerId);
    shop.busyOnce.add("readContacts");
    await expect(run()).rejects.toThrow(/busy/);
    expect(await sql("SELECT buyer_id FROM orders WHERE order_id = $1", [orderId])).toEqual([{ buyer_id: maxine.buyerId }]);
    // Too old for Shopify to show by now: decided by what we hold.
    shop.orders.delete(orderId);
    await t.runDueJobs();
    expect(await sql("SELECT outcome, reason FROM decision WHERE order_id = $1 ORDER BY sequence", [orderId])).toEqual([
      { outcome: "attributed", reason: "code" },
      { outcome: "ignored", reason: "own-purchase" },
    ]);
    expect(await readBalance(world, { ambassadorId: maxine.ambassadorId, programId: program.programId })).toMatchObject({
      pendingMinor: 0n,
    });
  });

  test("61 · who became somebody we never held, and then a third, is found by their orders all the same", async () => {
    const { orderId } = await anOrder(world, { buyerId: maxine.buyerId });
    shop.buyers.delete(maxine.buyerId);
    // Heard of in the wrong order: the later merge had nothing of ours to move.
    await joinMergedBuyers(world, { keptId: "77103", deletedId: "77102" });
    await joinMergedBuyers(world, { keptId: "77102", deletedId: maxine.buyerId });
    expect(await buyerOf(maxine.ambassadorId)).toBe("77102");
    shop.buyers.set("77103", person("77103"));
    shop.orders.set(orderId, "77103");
    expect(await run()).toEqual([]);
    expect(await buyerOf(maxine.ambassadorId)).toBe("77103");
  });

  test("so does any other buyer, ambassador or not", async () => {
    const { buyerId } = await aBuyer(world, { email: "fran@example.com" });
    const { orderId } = await anOrder(world, { buyerId });
    shop.knows("77002");
    shop.orders.set(orderId, "77002");
    expect(await run()).toEqual([]);
    expect(await sql("SELECT buyer_id FROM orders WHERE order_id = $1", [orderId])).toEqual([{ buyer_id: "77002" }]);
  });

  test("orders that name different people, or nobody, prove nothing: the owner is told", async () => {
    const [one, other] = [await anOrder(world, { buyerId: maxine.buyerId }), await anOrder(world, { buyerId: maxine.buyerId })];
    shop.buyers.delete(maxine.buyerId);
    shop.knows("77003", "77004");
    shop.orders.set(one.orderId, "77003");
    shop.orders.set(other.orderId, "77004");
    expect(await run()).toEqual([{ kind: "customer gone", about: maxine.ambassadorId }]);
    shop.orders.set(one.orderId, null);
    shop.orders.set(other.orderId, null);
    expect(await run()).toEqual([{ kind: "customer gone", about: maxine.ambassadorId }]);
    expect(await buyerOf(maxine.ambassadorId)).toBe(maxine.buyerId);
  });

  test("without an order left, the one customer who has their address now is who they are", async () => {
    const email = `moved-${maxine.slug}@example.com`;
    await sql("UPDATE buyer SET email = $1 WHERE buyer_id = $2", [email, maxine.buyerId]);
    const { buyerId } = await aBuyer(world, { email: email.toUpperCase() });
    shop.buyers.delete(maxine.buyerId);
    shop.buyers.set(buyerId, person(buyerId, { email }));
    expect(await run()).toEqual([]);
    expect(await buyerOf(maxine.ambassadorId)).toBe(buyerId);
  });

  test("61 · two ambassadors who became one customer go on as one, also where that was left undone", async () => {
    const tom = await anAmbassador(world, program, { name: "Tom" });
    const { orderId } = await anOrder(world, { buyerId: tom.buyerId });
    shop.orders.set(orderId, maxine.buyerId);
    expect(await run()).toEqual([]);
    const asOf = (ambassadorId: string) => sql("SELECT state, merged_into FROM ambassador WHERE ambassador_id = $1", [ambassadorId]);
    expect(await asOf(tom.ambassadorId)).toEqual([{ state: "merged", merged_into: maxine.ambassadorId }]);
    const una = await anAmbassador(world, program, { name: "Una" });
    await sql("UPDATE buyer SET merged_into = $2 WHERE buyer_id = $1", [una.buyerId, maxine.buyerId]);
    expect(await run()).toEqual([]);
    expect(await asOf(una.ambassadorId)).toEqual([{ state: "merged", merged_into: maxine.ambassadorId }]);
  });

  test("what changed of a customer and no webhook told is kept; who was read longest ago comes first", async () => {
    const { buyerId } = await aBuyer(world, {
      email: "old@example.com",
      consent: "subscribed",
      readAt: new Date(t.clock.now().getTime() - DAY_MS),
    });
    shop.buyers.set(buyerId, person(buyerId, { email: "new@example.com", consent: "unsubscribed" }));
    await run();
    expect(await sql("SELECT email, consent, read_at FROM buyer WHERE buyer_id = $1", [buyerId])).toEqual([
      { email: "new@example.com", consent: "unsubscribed", read_at: t.clock.now() },
    ]);
  });

  /** More ambassadors than one run can read, all of whom Shopify knows. */
  async function manyAmbassadors(): Promise<void> {
    const people = 2_600;
    await sql(
      `WITH old AS (INSERT INTO buyer (shop_id, buyer_id, consent, currency, read_at) SELECT $1, 'many-' || n, 'subscribed', 'GBP', $2::timestamptz - interval '9 days' FROM generate_series(1, $3::int) n RETURNING buyer_id)
       INSERT INTO ambassador (shop_id, ambassador_id, buyer_id, name, slug, state, joined_at) SELECT $1, gen_random_uuid(), buyer_id, 'Many', buyer_id, 'active', $2 FROM old`,
      [shopId, t.clock.now(), people],
    );
    for (let n = 1; n <= people; n++) shop.buyers.set(`many-${n}`, person(`many-${n}`));
  }

  test("more ambassadors than one run can read keep nobody else from being read", async () => {
    await manyAmbassadors();
    const { buyerId } = await aBuyer(world, { readAt: new Date(t.clock.now().getTime() - DAY_MS) });
    shop.buyers.set(buyerId, person(buyerId));
    await run();
    expect(await sql("SELECT read_at FROM buyer WHERE buyer_id = $1", [buyerId])).toEqual([{ read_at: t.clock.now() }]);
    await sql("DELETE FROM ambassador WHERE buyer_id LIKE 'many-%'");
    await sql("DELETE FROM buyer WHERE buyer_id LIKE 'many-%'");
  }, 60_000);

  test("whose customer is gone stays told while others have their turn, until they have been read again", async () => {
    shop.buyers.delete(maxine.buyerId);
    const gone = [{ kind: "customer gone", about: maxine.ambassadorId }];
    expect(await run()).toEqual(gone);
    await manyAmbassadors();
    await t.clock.advance(60_000);
    shop.knows(maxine.buyerId);
    expect(await run()).toEqual(gone);
    expect(await sql("SELECT count(*)::int AS left FROM buyer WHERE buyer_id LIKE 'many-%' AND read_at < $1", [t.clock.now()])).not.toEqual(
      [{ left: 0 }],
    );
    await sql("DELETE FROM ambassador WHERE buyer_id LIKE 'many-%'");
    await sql("DELETE FROM buyer WHERE buyer_id LIKE 'many-%'");
    await t.clock.advance(60_000);
    expect(await run()).toEqual([]);
  }, 60_000);

  test("an erased customer is nobody to ask for", async () => {
    await sql("UPDATE buyer SET erased_at = read_at");
    await run();
    expect(shop.calls).not.toContain("readBuyers");
  });

  describe("the owner's word on who they are", () => {
    const rejoin = (email: string) => rejoinAmbassador(world, { ambassadorId: maxine.ambassadorId, email });

    test("joins them to the customer of that address, and the next check has nothing to say", async () => {
      shop.buyers.delete(maxine.buyerId);
      const email = `here-${maxine.slug}@example.com`;
      const { buyerId } = await aBuyer(world, { email });
      shop.buyers.set(buyerId, person(buyerId, { email }));
      expect(await run()).toEqual([{ kind: "customer gone", about: maxine.ambassadorId }]);
      expect(await rejoin(`HERE-${maxine.slug}@example.com`)).toEqual({ outcome: "joined" });
      expect([await buyerOf(maxine.ambassadorId), await run()]).toEqual([buyerId, []]);
    });

    test("is refused for a customer who is there, for nobody, for two, and for another ambassador", async () => {
      const { buyerId } = await aBuyer(world, { email: `one-${maxine.slug}@example.com` });
      shop.knows(buyerId);
      await sql("UPDATE buyer SET gone_at = read_at WHERE buyer_id = $1", [maxine.buyerId]);
      expect(await rejoin(`one-${maxine.slug}@example.com`)).toEqual({ outcome: "customer is there" });
      // So the next check has nothing to say of them, as the owner is told.
      expect(await sql("SELECT gone_at FROM buyer WHERE buyer_id = $1", [maxine.buyerId])).toEqual([{ gone_at: null }]);
      shop.buyers.delete(maxine.buyerId);
      expect(await rejoin("nobody@example.com")).toEqual({ outcome: "nobody of this address" });
      await aBuyer(world, { email: `one-${maxine.slug}@example.com` });
      expect(await rejoin(`one-${maxine.slug}@example.com`)).toEqual({ outcome: "nobody of this address" });
      const tom = await anAmbassador(world, program, { name: "Tom", email: `tom-${maxine.slug}@example.com` });
      shop.knows(tom.buyerId);
      expect(await rejoin(`tom-${maxine.slug}@example.com`)).toEqual({ outcome: "another ambassador" });
      expect(await rejoinAmbassador(world, { ambassadorId: world.chance.uuid(), email: "x@example.com" })).toEqual({ outcome: "unknown" });
    });
  });

  describe("the page and home", () => {
    test("never, under way, whole, broken off: each is told apart, and what was found stands until a whole check no longer finds it", async () => {
      expect(await readChecks(world)).toMatchObject({ state: "never", runs: [], problems: [], lastAt: null });
      await aReward();
      await run();
      await t.clock.advance(60_000);
      shop.away = new ShopProblem("try later", "Shopify is busy");
      await expect(reconcileShop(world, { why: "hourly" })).rejects.toThrow("Shopify is busy");
      const failing = await readChecks(world);
      expect(failing).toMatchObject({
        state: "failing",
        failure: "Shopify is busy",
        problems: [{ kind: "reward code gone", name: "Maxine", what: "Jubilee Mug" }],
      });
      expect(failing.runs.map(({ state, rewardsLooked, problems }) => [state, rewardsLooked, problems])).toEqual([
        ["broke off", 0, 0],
        ["done", 1, 1],
      ]);
      const needs = async () =>
        (await readHome(world)).needsYou.filter(({ key }) => key === "checks").map(({ sentence, path }) => [sentence, path]);
      expect(await needs()).toEqual([["1 thing we gave out is not in Shopify as it should be.", "/app/checks"]]);
      shop.away = null;
      await sql("UPDATE reward SET state = 'used'");
      await t.clock.advance(60_000);
      await run();
      expect(await readChecks(world)).toMatchObject({ state: "working", problems: [] });
      expect(await needs()).toEqual([]);
    });

    test("a check that is under way is not begun twice by pressing; one that died with its process may be", async () => {
      const pressed = async () => (await askReconciliation(world)).outcome;
      expect([await pressed(), await pressed()]).toEqual(["asked", "asked"]);
      expect(await sql("SELECT count(*)::int AS jobs FROM pgboss.job WHERE name = 'shop.reconcile' AND state = 'created'")).toEqual([
        { jobs: 1 },
      ]);
      await sql(
        "INSERT INTO reconciliation (shop_id, reconciliation_id, why, looked_from, started_at) VALUES ($1, gen_random_uuid(), 'asked', $2, $2)",
        [shopId, t.clock.now()],
      );
      expect([await pressed(), (await readChecks(world)).state]).toEqual(["under way", "under way"]);
      await t.clock.advance(31 * 60_000);
      expect([await pressed(), (await readChecks(world)).state]).toEqual(["asked", "failing"]);
      await t.runDueJobs();
      expect((await readChecks(world)).state).toBe("working");
    });
  });
});
