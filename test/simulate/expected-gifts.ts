/**
 * What Shopify's books hold of the rewards that are no codes (store credit by our movements' ids, gift cards by code, sent
 * products by their tag) against ours: each reward that was issued is there once and to its amount, and nothing is there that was not.
 */
import type { Books } from "../emulator/books.ts";
import type { Living } from "./live-event.ts";

type Reward = {
  reward_id: string;
  kind: string;
  state: string;
  price: string;
  code: string;
  shopify_id: string | null;
  buyer_id: string;
  used_order_id: string | null;
};

/** Too much or too little, with a sentence each; `minor`: by how much money the books differ. */
export type GiftsCompared = { tooMany: string[]; tooFew: string[]; differingMinor: number };

/** What lies in the books for one reward. */
type Given = { what: string; minor: number };

export async function compareGifts({ stage, disowned }: Living): Promise<GiftsCompared> {
  const { books } = stage.emulator;
  const rewards = await stage.sql<Reward>(
    `SELECT reward_id::text, kind, state, price_minor::text AS price, code, shopify_id, buyer_id, used_order_id FROM reward
     WHERE shop_id = $1 AND kind <> 'product code'`,
    [stage.shopId],
  );
  const compared: GiftsCompared = { tooMany: [], tooFew: [], differingMinor: 0 };
  for (const reward of rewards.filter(({ kind }) => kind !== "cash")) {
    const given = GIVEN[reward.kind](books, reward);
    const [has, owed] = [given.length, reward.state === "issued" ? 1 : 0];
    const name = `the reward ${reward.reward_id} (${reward.kind}, ${reward.state})`;
    // What a person is asked about may be there or not; it never may be there twice.
    if (has > Math.max(owed, reward.state === "needs review" ? 1 : 0))
      compared.tooMany.push(`${name} is in Shopify's books ${has} times: ${given.map(({ what }) => what).join(", ")}`);
    if (has < owed) compared.tooFew.push(`${name} is not in Shopify's books`);
    const minor = given.reduce((sum, one) => sum + one.minor, 0);
    if (reward.state === "needs review" || reward.kind === "product sent") continue;
    const differs = Math.abs(minor - owed * Number(reward.price));
    compared.differingMinor += differs;
    if (differs) compared.tooMany.push(`${name} cost ${reward.price}, in Shopify's books it is ${minor}`);
  }
  compared.tooMany.push(...nobodys(books, rewards, disowned));
  return compared;
}

const GIVEN: Record<string, (books: Books, reward: Reward) => Given[]> = {
  "store credit": ({ storeCreditTransaction }, { shopify_id }) =>
    [...storeCreditTransaction.values()]
      .filter(({ id }) => shopify_id !== null && id === lastNumber(shopify_id))
      .map(({ id, amountMinor }) => ({ what: `movement ${id}`, minor: amountMinor })),
  "gift card": ({ giftCard }, { code, reward_id }) =>
    [...giftCard.values()]
      .filter((card) => (card.code === code.toLowerCase() || card.note?.includes(reward_id)) && card.deactivatedAt === null)
      .map(({ id, initialMinor }) => ({ what: `card ${id}`, minor: initialMinor })),
  "product sent": ({ order }, { reward_id }) =>
    [...order.values()]
      .filter(({ tags }) => tags.includes(tagOf(reward_id)))
      .map(({ name, lines }) => ({ what: `order ${name} of ${lines.length}`, minor: 0 })),
};

/** Credit, cards and drafts in the books that no reward of ours accounts for. Only the app gives any in simulated lives. */
function nobodys(
  { storeCreditTransaction, storeCreditAccount, giftCard, draftOrder }: Books,
  rewards: Reward[],
  disowned: Set<string>,
): string[] {
  const denied = [...disowned];
  const ofKind = (kind: string) => rewards.filter((reward) => reward.kind === kind);
  const credits = [...storeCreditTransaction.values()].flatMap(({ id, accountId, amountMinor }) => {
    const ours = ofKind("store credit").filter(({ shopify_id }) => shopify_id !== null && lastNumber(shopify_id) === id);
    const unsure = ofKind("store credit").some(({ state, buyer_id, price }) => {
      const theirs = storeCreditAccount.get(accountId)?.customerId === buyer_id;
      return state === "needs review" && theirs && Number(price) === amountMinor;
    });
    if (disowned.has(id)) return [];
    if (ours.length > 1) return [`the store credit ${id} stands for ${ours.length} rewards`];
    return ours.length || unsure ? [] : [`a store credit of ${amountMinor} (${id}) was given for no reward`];
  });
  const cards = [...giftCard.values()].flatMap(({ id, code, note, deactivatedAt }) =>
    deactivatedAt === null &&
    !denied.some((rewardId) => note?.includes(rewardId)) &&
    !ofKind("gift card").some((reward) => reward.code.toLowerCase() === code || note?.includes(reward.reward_id))
      ? [`the gift card ${id} was made for no reward`]
      : [],
  );
  const drafts = [...draftOrder.values()].flatMap(({ name, tags, orderId }) => {
    const reward = ofKind("product sent").find(({ reward_id }) => tags.includes(tagOf(reward_id)));
    if (denied.some((rewardId) => tags.includes(tagOf(rewardId)))) return [];
    if (!reward) return [`the draft ${name} was made for no reward`];
    return orderId === null && reward.state === "failed" ? [`the draft ${name} is open, but its reward has failed`] : [];
  });
  return [...credits, ...cards, ...drafts];
}

const lastNumber = (id: string): string => /[0-9]+$/.exec(id)?.[0] ?? id;
/** As the app writes it on drafts and their orders. */
export const tagOf = (rewardId: string): string => `reward-${rewardId.replaceAll("-", "")}`;
