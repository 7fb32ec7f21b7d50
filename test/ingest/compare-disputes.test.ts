/**
 * Chargebacks that wait with us and that Shopify no longer names: they are asked for where it can still show their orders, and told where
 * it cannot, since a credit waits for their end; the owner says how it ended.
 */
import { expect, test } from "vitest";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { readPosted } from "~/domain/ledger/read-posted.server";
import { compareDisputes } from "~/ingest/compare-disputes.server";
import { decideOrders } from "~/ingest/decide-orders.server";
import { settleDispute } from "~/ingest/settle-dispute.server";
import { anOrder, changeOrder } from "../support/builders";
import { readBooks } from "../support/read-books";
import { DAY_MS } from "../support/world";
import { maxine, shopId, t, world } from "./compared-shop";

const placed = (days: number) => new Date(t.clock.now().getTime() - days * DAY_MS);
const asked = () => t.sql("SELECT data->'payload'->>'orderId' AS order FROM pgboss.job WHERE name = 'order.refresh'");

/** A friend's order of 40.00, whose payment the bank is asked back while its credit waits. */
async function anOpenOne(days: number): Promise<{ orderId: string }> {
  const order = await anOrder(world, { codes: [maxine.code], goodsMinor: 4_000n, placedAt: placed(days) });
  await decideOrders(world, [order.orderId]);
  await changeOrder(world, order.orderId, { dispute: "open" });
  return order;
}
const creditOf = async ({ orderId }: { orderId: string }) => {
  const [posted] = await world.transaction(({ db }) => readPosted(db, shopId, [orderId]));
  return [posted.pendingMinor, posted.earnedMinor];
};

test("one whose order Shopify no longer shows is not asked for every hour in vain", async () => {
  await anOrder(world, { dispute: "open", placedAt: placed(61) });
  const shown = await anOrder(world, { dispute: "open", placedAt: placed(59) });
  await t.sql("DELETE FROM pgboss.job");
  await t.sql("UPDATE shop SET scopes = '{read_orders}'");
  // What holds nobody's credit up is nothing for the owner to settle.
  expect([await compareDisputes(world), await asked()]).toEqual([{ askedAgain: 1, problems: [] }, [{ order: shown.orderId }]]);
  await t.sql("UPDATE shop SET scopes = '{read_orders,read_all_orders}'");
  expect(await compareDisputes(world)).toEqual({ askedAgain: 2, problems: [] });
});

test.each([
  { ended: "won", becomes: [0n, 400n] },
  { ended: "lost", becomes: [0n, 0n] },
] as const)(
  "one that was $ended out of our sight is told while its credit waits, and settled by the owner's word",
  async ({ ended, becomes }) => {
    await t.sql("UPDATE shop SET scopes = '{read_orders}'");
    await t.sql("UPDATE orders SET dispute = NULL");
    const order = await anOpenOne(61);
    await matureCredits(world, { why: "test" });
    expect(await creditOf(order)).toEqual([400n, 0n]);
    const told = [{ kind: "chargeback not shown", about: order.orderId }];
    expect(await compareDisputes(world)).toEqual({ askedAgain: 0, problems: told });
    // With a permission for older orders Shopify can be asked itself.
    await t.sql("UPDATE shop SET scopes = '{read_orders,read_all_orders}'");
    expect(await compareDisputes(world)).toEqual({ askedAgain: 1, problems: [] });
    await t.sql("UPDATE shop SET scopes = '{read_orders}'");

    expect(await settleDispute(world, { ...order, ended })).toEqual({ outcome: "settled" });
    await matureCredits(world, { why: "test" });
    expect(await creditOf(order)).toEqual(becomes);
    expect(await compareDisputes(world)).toEqual({ askedAgain: 0, problems: [] });
    // The other owner's word comes too late, and changes nothing.
    expect(await settleDispute(world, { ...order, ended: ended === "won" ? "lost" : "won" })).toEqual({ outcome: "not open" });
    expect([await creditOf(order), (await readBooks(world)).problems]).toEqual([becomes, []]);
  },
);
