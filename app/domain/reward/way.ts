/**
 * How one kind of reward reaches a person through Shopify. Whoever gives looks first, since an earlier attempt's reply may have
 * been lost; what cannot be told apart is said, never guessed.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";

/** What a way needs to know of a reward. */
export type GivenReward = {
  rewardId: string;
  buyerId: string;
  variantId: string | null;
  productTitle: string;
  priceMinor: bigint;
  currency: string;
  code: string;
  requestedAt: Date;
};

export type Found =
  | { is: "there"; shopifyId: string }
  | { is: "not there" }
  /** Something of the merchant's is in our place, and stays untouched. */
  | { is: "another's" }
  | { is: "cannot tell"; why: string };

/** Refused by ourselves, since it would not be given as it was agreed: nothing was given, and the owner is asked again. */
export class NotAsAgreed extends ShopProblem {
  constructor(message: string) {
    super("refused", message);
  }
}

/** Each may throw a ShopProblem. */
export type Way = {
  look(world: World, reward: GivenReward): Promise<Found>;
  give(world: World, reward: GivenReward): Promise<{ shopifyId: string }>;
  /** What it gives is an order, whose id is then the reward's. */
  makesOrder: boolean;
  /** Takes away what an attempt left half made, before its cost is given back; null: nothing can be. */
  tidy: ((world: World, reward: GivenReward) => Promise<void>) | null;
  /** null: what was given stays given. */
  takeBack: ((world: World, shopifyId: string) => Promise<void>) | null;
};
