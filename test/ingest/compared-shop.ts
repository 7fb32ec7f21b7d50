/** A shop whose rewards and customers are compared with a Shopify that the test writes. */
import { beforeAll, beforeEach } from "vitest";
import { REWARD_KINDS, type RewardKind } from "~/domain/program/program";
import { SCOPES_FOR, rewardTitle } from "~/domain/reward/reward";
import { compareRewards } from "~/ingest/compare-rewards.server";
import type { RewardTerms } from "~/ports/shop";
import { aProgram, aShop, anAmbassador, type BuiltAmbassador, type BuiltProgram } from "../support/builders";
import { FakeBooksShop, person } from "../support/fake-books-shop";
import { DAY_MS, testWorld } from "../support/world";

export let shop = new FakeBooksShop();
export const t = await testWorld({ shop: () => shop.port() });
export const { world, shopId, sql } = t;
export let program: BuiltProgram;
export let maxine: BuiltAmbassador;

beforeAll(() => aShop(world));
/** What Shopify lets us look at. */
export const allow = (...kinds: RewardKind[]) => sql("UPDATE shop SET scopes = $1", [kinds.flatMap((kind) => SCOPES_FOR[kind])]);
beforeEach(async () => {
  shop = new FakeBooksShop();
  await sql("DELETE FROM reward");
  await sql("DELETE FROM reconciliation");
  await allow(...REWARD_KINDS);
  await sql("UPDATE buyer SET erased_at = read_at WHERE erased_at IS NULL");
  await sql("UPDATE ambassador SET state = 'left', left_at = joined_at WHERE state <> 'merged'");
  program = await aProgram(world);
  maxine = await anAmbassador(world, program);
  shop.buyers.set(maxine.buyerId, person(maxine.buyerId, { firstName: "Maxine" }));
});

export let counter = 0;
type Row = { rewardId: string; code: string; shopifyId: string; dueAt: Date };
export async function aReward(changes: Record<string, unknown> = {}): Promise<Row> {
  const rewardId = world.chance.uuid();
  const kind = (changes.kind as string | undefined) ?? "product code";
  const row = {
    shopId,
    rewardId,
    programId: program.programId,
    ambassadorId: maxine.ambassadorId,
    buyerId: maxine.buyerId,
    kind,
    variantId: kind.startsWith("product") ? "v" : null,
    productTitle: "Jubilee Mug",
    priceMinor: 800n,
    currency: "GBP",
    code: `GIFT-${++counter}`,
    shopifyId: `s${counter}`,
    state: "issued",
    requestKey: `r${counter}`,
    requestedAt: t.clock.now(),
    issuedAt: new Date(t.clock.now().getTime() - 3_600_000),
    dueAt: new Date(t.clock.now().getTime() + 60 * DAY_MS),
    ...changes,
  };
  await world.transaction(({ db }) => db.reward.create({ data: row }));
  return row;
}
/** Its code in Shopify, as it was made. */
export const itsCode = ({ rewardId, code, dueAt }: Row, changes: Partial<RewardTerms> = {}) => {
  const given = { amountMinor: 800n, currency: "GBP", onEachItem: false, variantIds: ["v"], buyerIds: [maxine.buyerId], usageLimit: 1 };
  const terms = { ...given, startsAt: new Date(0), endsAt: dueAt, minimum: false, ...changes };
  return { code, title: rewardTitle(rewardId), works: true, terms };
};
export const kinds = async () => (await compareRewards(world)).problems.map(({ kind }) => kind);
export const entries = async () => (await sql<{ count: number }>("SELECT count(*)::int AS count FROM entry"))[0].count;
