/** What the owners of simulated shops set, so that lives meet every rule: four kinds of owners, by seed in turn. */
import type { Settings } from "~/domain/program/program";
import type { Emulator } from "../emulator/index.ts";
import { goodsOf } from "./at-the-store.ts";

export type Rules = Pick<Settings, "newFriendsOnly" | "friendLimit" | "channels" | "minimumSpendMinor" | "debtPolicy" | "renewalsCount">;

const EVERYWHERE: Rules["channels"] = ["online store", "point of sale", "draft orders", "other"];

/**
 * One owner of seven forgives what a refund leaves missing. What is forgiven hangs on what came first, a refund or a new sale, so two
 * weathers may rightly end differently: such lives are held against Shopify's books and what must always hold, not against each other.
 */
export const forgives = (seed: number): boolean => seed % 7 === 3;

/** The place, from 0, of the ambassador who has no address: nothing can be sent to them. */
export const HOMELESS = 1;

/** Two stores of three. */
export const sellsSubscriptions = (seed: number): boolean => seed % 3 !== 0;

export const renewalsCountAtFirst = (seed: number): boolean => seed % 8 < 4;

export function rulesFor(seed: number, emulator: Emulator): Rules {
  // Some orders come to less than one piece of what costs neither most nor least, and most to more.
  const middlePrice = BigInt(emulator.books.variant.need(goodsOf(emulator)[3]).priceMinor);
  const kinds: Omit<Rules, "debtPolicy" | "renewalsCount">[] = [
    { newFriendsOnly: true, friendLimit: null, channels: EVERYWHERE, minimumSpendMinor: 0n },
    { newFriendsOnly: false, friendLimit: 2, channels: EVERYWHERE, minimumSpendMinor: 0n },
    { newFriendsOnly: true, friendLimit: null, channels: ["online store", "draft orders"], minimumSpendMinor: 0n },
    { newFriendsOnly: false, friendLimit: 1, channels: ["online store", "point of sale", "other"], minimumSpendMinor: middlePrice },
  ];
  return { ...kinds[seed % kinds.length], debtPolicy: forgives(seed) ? "forgive" : "carry", renewalsCount: renewalsCountAtFirst(seed) };
}
