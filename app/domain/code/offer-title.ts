/** What an owner sees of a friends' discount in Shopify's list of discounts, and how one of ours is known by it. */
import { percentOf } from "../program/program";

const BEGINS = "Regulars: ";
const MIDDLE = " % for friends, ";

export const offerTitle = (kind: string, offerBp: number): string =>
  `${BEGINS}${percentOf(offerBp)}${MIDDLE}${kind === "share" ? "ambassadors' codes" : "single-use link codes"}`;

export const isOfferTitle = (title: string): boolean => title.startsWith(BEGINS) && title.includes(MIDDLE);
