/** Each invariant finds what offends it: a query that is misspelt returns nothing, which is the very sign of health. */
import { beforeAll, expect, test } from "vitest";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { aProduct, aProgram, aShop, anAmbassador, anEarnedCredit } from "../support/builders";
import { FakeRewardShop } from "../support/fake-reward-shop";
import { testWorld } from "../support/world";
import { checkInvariants, tellOf } from "./check-invariants";
import { invariants } from "./invariants";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
/** Whom everything below is done to. */
const ids = { shop: world.shopId, maxine: "", tom: "", order: "", reward: "" };

beforeAll(async () => {
  await aShop(world);
  const program = await aProgram(world);
  const mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
  shop.stock(mug);
  const maxine = await anAmbassador(world, program);
  const tom = await anAmbassador(world, program, { name: "Tom" });
  await anEarnedCredit(world, maxine, 1_000n);
  const requested = await requestReward(world, {
    ...{
      kind: "product code",
      ambassadorId: maxine.ambassadorId,
      variantId: mug.variantId,
      requestKey: world.chance.uuid(),
      shownMinor: 800n,
    },
  });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  await issueReward(world, requested);
  const [{ order_id }] = await t.sql<{ order_id: string }>("SELECT order_id FROM credit");
  Object.assign(ids, { maxine: maxine.ambassadorId, tom: tom.ambassadorId, order: order_id, reward: requested.rewardId });
});
/** What no right allows, past every trigger and key, as the superuser. $shop, $maxine, $tom, $order and $reward stand for their ids. */
const OFFENCES: Record<string, string> = {
  "I1 entries stay within one programme, currency and person": "UPDATE entry SET currency = 'XXX' WHERE reason = 'credit'",
  "I1 nothing but earned is below zero":
    "UPDATE entry SET from_account_id = to_account_id, to_account_id = from_account_id WHERE reason = 'credit'",
  "I1 earned is below zero by reversals only": "DELETE FROM entry WHERE reason = 'return window over'",
  "I1 forgiven is at most what was kept, and at most what orders have lost": `INSERT INTO entry SELECT (jsonb_populate_record(e,
      jsonb_build_object('entry_id', gen_random_uuid(), 'idempotency_key', 'x', 'reason', 'forgiven', 'source_kind', 'debt'))).* FROM entry e WHERE reason = 'return window over'`,
  "I2 one entry a key": `ALTER TABLE entry DROP CONSTRAINT IF EXISTS entry_shop_id_idempotency_key_key; DROP INDEX IF EXISTS entry_shop_id_idempotency_key_key;
    INSERT INTO entry SELECT (jsonb_populate_record(e, jsonb_build_object('entry_id', gen_random_uuid()))).* FROM entry e WHERE reason = 'credit'`,
  "I2 an order's keys count without gaps": "UPDATE entry SET idempotency_key = 'order:$order:7' WHERE reason = 'credit'",
  "I3 a reward is paid for once and given back at most once": "UPDATE reward SET state = 'failed'",
  "I3 rewards are taken from what was earned before": "UPDATE entry SET recorded_at = '2000-01-01' WHERE reason = 'reward taken'",
  "I3 a reward's code is on one order at most": "UPDATE orders SET codes = ARRAY[(SELECT code FROM reward)] WHERE order_id = '$order'",
  "I4 an entry says what it said when it was written": "UPDATE entry SET amount_minor = amount_minor + 1 WHERE reason = 'reward taken'",
  "I5 no row names another shop's ids": "UPDATE credit SET order_id = 'nowhere'",
  "I5 entries are about this shop's orders and rewards": "UPDATE entry SET source_id = 'nowhere' WHERE reason = 'credit'",
  "I6 what an owner gave back is given back": "UPDATE reward SET state = 'needs review', settling_at = now()",
  "I6 no reward is left hanging": "UPDATE reward SET state = 'requested'",
  "I3 what Shopify gave stands for one reward": `INSERT INTO reward SELECT (jsonb_populate_record(w, jsonb_build_object('reward_id', gen_random_uuid(), 'code', 'OTHER', 'request_key', 'other'))).* FROM reward w`,
  "I3 what was issued says what Shopify gave": "UPDATE reward SET shopify_id = NULL",
  "I3 sent products and cash go out after an owner's yes only": "UPDATE reward SET kind = 'product sent'",
  "I3 a sent product is on one order":
    "UPDATE reward SET kind = 'product sent'; UPDATE orders SET tags = ARRAY['reward-' || replace('$reward', '-', '')] WHERE order_id = '$order'",
  "I10 tiers have reasons": "UPDATE membership SET tier = 'icon' WHERE ambassador_id = '$maxine'",
  "I10 nobody waits for a tier they have reached": "UPDATE program_version SET insider_from = 1",
  "I1 who became another has nothing left": "UPDATE ambassador SET state = 'merged', merged_into = '$tom' WHERE ambassador_id = '$maxine'",
  "I10 a programme's turns count without gaps": "DELETE FROM program_turn",
  "I10 discounts follow their programme": `INSERT INTO discount (shop_id, discount_id, program_id, kind, offer_bp, lead_code, state, created_at)
    SELECT shop_id, gen_random_uuid(), program_id, 'share', 1500, 'LEAD', 'ended', now() FROM program`,
  "I10 settings count without gaps": "UPDATE program_version SET version = 5",
  "I7 no webhook is left lying":
    "INSERT INTO receipt (shop_id, topic, webhook_id, body, state, received_at) VALUES ('$shop', 'orders/paid', 'lost', '', 'waiting', now())",
  "I7 nothing waits without a job": `INSERT INTO letter (shop_id, letter_id, buyer_id, kind, cause, state, created_at, due_at)
    SELECT '$shop', gen_random_uuid(), buyer_id, 'welcome', '$maxine', 'waiting', now(), now() FROM ambassador WHERE ambassador_id = '$maxine'`,
  "I7 the latest comparison went through": `INSERT INTO reconciliation (shop_id, reconciliation_id, why, looked_from, started_at, problems)
    VALUES ('$shop', gen_random_uuid(), 'hourly', now(), now(), '[{"kind": "stopped", "about": "Access denied"}]')`,
  "I8 no mail after an opt-out": `INSERT INTO contact (shop_id, contact_id, buyer_id, kind, channel, state, about, happened_at)
    SELECT '$shop', gen_random_uuid(), (SELECT buyer_id FROM ambassador WHERE ambassador_id = '$maxine'), kind, channel, state, '', at::timestamptz
    FROM (VALUES ('opted out', 'page', 'recorded', '2030-01-01'), ('progress', 'e-mail', 'sent', '2030-01-02')) AS c (kind, channel, state, at)`,
  "I9 what is posted for an order lies with its winner": "UPDATE decision SET ambassador_id = '$tom'",
  "I9 a code counts once it is an ambassador's, and only if Shopify confirmed it": "UPDATE share_code SET live_at = NULL",
  "I9 nobody earns on their own order":
    "UPDATE orders SET buyer_id = (SELECT buyer_id FROM ambassador WHERE ambassador_id = '$maxine') WHERE order_id = '$order'",
  "I9 a decision of the rules stands on one of its claims": "DELETE FROM claim",
  "I9 decisions count without gaps": "UPDATE decision SET sequence = 3",
};

test("each has an offence here", () => expect(Object.keys(OFFENCES).sort()).toEqual(invariants.map(({ name }) => name).sort()));

test.each(invariants)("$name: finds nothing where all is well, and what offends it", async ({ name, sql }) => {
  expect(await t.sql(sql)).toEqual([]);
  const offence = OFFENCES[name].replaceAll(/\$(\w+)/g, (_, id: keyof typeof ids) => ids[id]);
  const found = await t.inOneSession(async (ask) => {
    await ask("BEGIN");
    await ask("SET LOCAL session_replication_role = replica");
    for (const one of offence.split(";")) await ask(one);
    const rows = await ask(sql);
    await ask("ROLLBACK");
    return rows;
  });
  expect(found.length).toBeGreaterThan(0);
});

test("the command looks at each shop as the app's own role sees it, and tells what it finds", async () => {
  const healthy = await checkInvariants(process.env.DATABASE_URL!);
  expect(healthy).toEqual({ shops: 1, entries: 3, offences: [] });
  expect(tellOf(healthy)).toBe(`${invariants.length} invariants in 1 shops with 3 entries hold.`);
  const past = (sequence: number) =>
    t.inOneSession((ask) => ask(`SET session_replication_role = replica; UPDATE decision SET sequence = ${sequence}`));
  await past(3);
  const { offences } = await checkInvariants(process.env.DATABASE_URL!);
  await past(1);
  expect(offences).toMatchObject([{ shopId: ids.shop, name: "I9 decisions count without gaps", holds: "always", rows: 1 }]);
});
