/** The rewards' codes in the emulator's books against our rewards: one code each, one unit freed, and only what is issued and unused still works. */
import type { Discount } from "../emulator/books.ts";
import { discountStatus } from "../emulator/commerce/discount-rules.ts";
import type { Living } from "./live-event.ts";

/** What the app calls a reward's discount. */
export const REWARD_TITLE = /^Regulars reward ([0-9a-f-]{36})$/;

type Reward = { reward_id: string; state: string; price: string };

/** A sentence for each thing there is too much of, and for each that is missing. */
export async function compareRewards({ stage, disowned }: Living): Promise<{ tooMany: string[]; tooFew: string[] }> {
  const { books } = stage.emulator;
  const rewards = await stage.sql<Reward>(
    "SELECT reward_id::text, state, price_minor AS price FROM reward WHERE shop_id = $1 AND kind = 'product code'",
    [stage.shopId],
  );
  const made = [...books.discount.values()].flatMap((discount) => {
    const rewardId = REWARD_TITLE.exec(discount.title)?.[1];
    return rewardId ? [{ rewardId, discount }] : [];
  });
  const tooMany = made.flatMap(({ rewardId, discount }) => {
    const twins = made.filter((one) => one.rewardId === rewardId).length;
    const reward = rewards.find(({ reward_id }) => reward_id === rewardId);
    if (!reward && disowned.has(rewardId)) return [];
    if (!reward) return [`Shopify has a discount for the reward ${rewardId}, which we do not know`];
    return [
      ...(twins > 1 ? [`the reward ${rewardId} has ${twins} discounts in Shopify`] : []),
      ...tooMuchOf(stage.emulator, reward, discount),
    ];
  });
  const tooFew = rewards.flatMap(({ reward_id, state }) =>
    ["issued", "used"].includes(state) && !made.some(({ rewardId }) => rewardId === reward_id)
      ? [`the reward ${reward_id} is ${state}, but Shopify has no code for it`]
      : [],
  );
  return { tooMany, tooFew };
}

function tooMuchOf({ books, clock }: Living["stage"]["emulator"], { reward_id, state, price }: Reward, discount: Discount): string[] {
  const problems: string[] = [];
  const codes = [...books.redeemCode.values()].filter(({ discountId }) => discountId === discount.id);
  const uses = codes.flatMap(({ usedByOrderIds }) => usedByOrderIds);
  if (codes.length > 1) problems.push(`the reward ${reward_id} has ${codes.length} codes in Shopify`);
  if (uses.length > 1) problems.push(`the reward ${reward_id} was used on ${uses.length} orders`);
  if (discountStatus(discount, clock.now()) === "ACTIVE" && !uses.length && state !== "issued")
    problems.push(`the code of reward ${reward_id} works, but the reward is ${state}`);
  if (uses.length && !["used", "needs review"].includes(state))
    problems.push(`the code of reward ${reward_id} is on an order, but the reward is ${state}`);
  for (const order of uses.map((id) => books.order.need(id))) {
    const place = order.applications.findIndex((one) => one.type === "discount_code" && one.discountId === discount.id);
    const freedMinor = order.lines
      .flatMap(({ allocations }) => allocations)
      .filter(({ applicationIndex }) => applicationIndex === place)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    if (freedMinor > Number(price)) problems.push(`the reward ${reward_id} freed ${freedMinor}, more than one unit at ${price}`);
  }
  return problems;
}
