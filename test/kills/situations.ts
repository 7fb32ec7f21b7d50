/**
 * Everything that waits for a worker and must not be done twice or half. What it must have come to is not written here: after every
 * death all of Shopify's books are compared with all of ours (kill-matrix.ts).
 */
import type { JobName } from "~/ports/queue";
import { mailSituations } from "./mail-situations.ts";
import { mergeSituations } from "./merge-situations.ts";
import { orderSituations } from "./order-situations.ts";
import { programmeSituations } from "./programme-situations.ts";
import { rewardSituations } from "./reward-situations.ts";
import { settleSituations } from "./settle-situations.ts";
import type { Situation } from "./situation.ts";
import { storeSituations } from "./store-situations.ts";
import { straySituations } from "./stray-situations.ts";

export const situations: Situation[] = [
  ...orderSituations,
  ...rewardSituations,
  ...settleSituations,
  ...straySituations,
  ...mergeSituations,
  ...programmeSituations,
  ...mailSituations,
  ...storeSituations,
];

/** Jobs that are died in elsewhere, with where. */
export const ELSEWHERE: Partial<Record<JobName, string>> = {
  "shop.erase": "One SQL function in one transaction, after which there is no shop: test/journeys/a-shop-leaves.test.ts asks for it twice.",
};
