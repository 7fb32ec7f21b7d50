/**
 * The why of a decision as a sentence for the owner, who sees the evidence. What the ambassador reads of the same reason, kindly
 * and in their language, stands in app/words/storefront/.
 */
import type { Reason } from "./attribution";
import type { ClaimFacts, Likeness, Sign } from "./facts";

const SENTENCES: Record<Reason, string> = {
  code: "The order carries {name}'s code.",
  "click-code": "The buyer came by {name}'s link and used its single-use code.",
  click: "The buyer came by {name}'s link and bought within the days that count.",
  "like-own-purchase": "The buyer's e-mail address is much like one that {name} has, or had. Someone should look at it.",
  "same-phone": "The order has the same phone number as {name}'s. Someone should look at it.",
  "same-address": "The order goes to {name}'s own address, or is billed there. Someone should look at it.",
  "same-household":
    "The order goes to the address {name} has, under another name: perhaps somebody they live with. Someone should look at it.",
  "same-device":
    "The order came over {name}'s internet connection, and goes to their house number and postcode. Someone should look at it.",
  "code-leaking":
    "The order carries {name}'s code, which was used far more than usual then, without their link. Someone should look at it.",
  "code-unconfirmed": "The order carries {name}'s code, but Shopify had not yet confirmed that code to us. Someone should look at it.",
  "own-purchase": "{name} bought this themselves, so it earns nothing.",
  "not-first-order": "The buyer had ordered here before; only first orders count.",
  "friend-limit": "This friend has bought as often before as counts for one friend.",
  "other-currency": "This order is in another currency than your programme, and credits are never counted across currencies.",
  "below-minimum": "The goods on this order come to less than an order needs to count.",
  channel: "The order came from a place where orders don't count.",
  "program-ended": "The programme was not running when this order was placed.",
  "ambassador-left": "{name} had left before this order.",
  "code-retired": "The order carries an old code of {name}'s, which had stopped counting by then.",
  renewal: "A subscription renewed itself; renewals don't count.",
  "test-order": "A test order.",
  "cancelled-unpaid": "The order was cancelled before it was paid.",
  "own-reward": "This order takes one of our rewards, so it counts for nobody.",
  "click-too-old": "The buyer's visit to {name}'s link was too long ago.",
  "unknown-code": "The code on this order wasn't one of an ambassador's when it was placed.",
  "unknown-click": "The link on this order isn't known to us.",
  "owner-counts": "You decided that it counts for {name}.",
  "owner-does-not-count": "You decided that it doesn't count.",
  "nothing-of-ours": "No ambassador's code or link is on this order.",
};

/** What was alike, for the owner who looks: never the address or the number itself. */
const SIGN_SENTENCES: Record<Sign, string> = {
  phone: "The same phone number as {name}'s.",
  address: "Goes to the same address as {name}'s own, or is billed there, under the same name.",
  household: "Goes to the same address as {name}'s own, or is billed there, under another name.",
  door: "The same house number and postcode as {name}'s.",
  device: "Ordered over an internet connection {name} has used. Offices and phone networks share one, so this alone stops nothing.",
};

/** Of the e-mail addresses; "different" and "unknown" say nothing. */
const ADDRESS_SENTENCES: Partial<Record<Likeness, string>> = {
  same: "The same e-mail address as {name}'s.",
  alike: "An e-mail address much like one that {name} has, or had.",
};

/** What an order and the ambassador a claim names have in common, a sentence each. */
export const likenessSentences = ({ sameBuyer, address, signs }: NonNullable<ClaimFacts["ambassador"]>, name: string | null): string[] =>
  [
    sameBuyer ? "The customer is {name}." : undefined,
    ADDRESS_SENTENCES[address],
    ...(signs ?? []).map((sign) => SIGN_SENTENCES[sign]),
  ].flatMap((sentence) => (sentence ? [named(sentence, name)] : []));

/** Why a claim won or lost. @param reason null: decided before the reason of each claim was kept */
export function claimSentence(reason: string | null, name: string | null): string {
  if (reason === null) return "Looked at before we kept why each one lost.";
  return reason === "came-later"
    ? "Another code or link came first, and an order counts for one person only."
    : ownerSentence(reason, name);
}

/** A reason stored by a later version of these rules is shown as it is rather than hidden. @param name the ambassador's; a neutral word stands in when nobody is meant. */
export const ownerSentence = (reason: string, name: string | null): string =>
  named((SENTENCES as Record<string, string | undefined>)[reason] ?? reason, name);

const named = (sentence: string, name: string | null): string =>
  sentence
    .replaceAll("{name}'s", name ? `${name}'s` : "an ambassador's")
    .replace(/^\{name\}/, name ?? "The ambassador")
    .replaceAll("{name}", name ?? "the ambassador");

/** The verdict as one word for a list. */
export function outcomeWord(outcome: string): string {
  if (outcome === "attributed") return "Counts";
  return outcome === "under review" ? "Under review" : "Doesn't count";
}

/** Instead, for an order that counted and of which nothing remains. */
export const NOTHING_LEFT = "Nothing left";
