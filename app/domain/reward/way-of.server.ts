/** Which way a kind of reward takes; cash goes through no call of ours. */
import type { RewardKind } from "../program/program";
import { byGiftCard } from "./by-gift-card.server";
import { byProductCode } from "./by-product-code.server";
import { bySentProduct } from "./by-sent-product.server";
import { byStoreCredit } from "./by-store-credit.server";
import type { Way } from "./way";

const WAYS: Record<Exclude<RewardKind, "cash">, Way> = {
  "product code": byProductCode,
  "product sent": bySentProduct,
  "store credit": byStoreCredit,
  "gift card": byGiftCard,
};

export const wayOf = (kind: Exclude<RewardKind, "cash">): Way => WAYS[kind];
