/**
 * The why of a decision as a sentence: for the owner, who sees the evidence, and for the ambassador, to whom it is kind
 * and names no friend. A reason has one sentence for each of them, and nowhere else.
 */
import type { Reason, Sign } from "./attribution";

type Words = { owner: string; ambassador: string };

const SENTENCES: Record<Reason, Words> = {
  code: { owner: "The order carries {name}'s code.", ambassador: "A friend used your code." },
  "click-code": { owner: "The buyer came by {name}'s link and used its single-use code.", ambassador: "A friend came by your link." },
  click: { owner: "The buyer came by {name}'s link and bought within the days that count.", ambassador: "A friend came by your link." },
  "like-own-purchase": {
    owner: "The buyer's e-mail address looks like {name}'s own, written another way. Someone should look at it.",
    ambassador: "The store is having a look at this order, because its e-mail address is very like yours.",
  },
  "same-phone": {
    owner: "The order has the same phone number as {name}'s. Someone should look at it.",
    ambassador: "The store is having a look at this order, because it has your phone number.",
  },
  "same-address": {
    owner: "The order goes to {name}'s own address, or is billed there. Someone should look at it.",
    ambassador: "The store is having a look at this order, because it goes to your own address.",
  },
  "same-household": {
    owner: "The order goes to the address {name} has, under another name: perhaps somebody they live with. Someone should look at it.",
    ambassador:
      "The store is having a look at this order, because it goes to the address you have. Friends may live with you, so a person decides.",
  },
  "same-device": {
    owner: "The order came over {name}'s internet connection, and goes to their house number and postcode. Someone should look at it.",
    ambassador: "The store is having a look at this order, because it seems to come from your own home. A person decides.",
  },
  "code-leaking": {
    owner: "The order carries {name}'s code, which was used far more than usual then, without their link. Someone should look at it.",
    ambassador: "The store is having a look at this order, because your code was used much more than usual that day. Nothing is lost.",
  },
  "code-unconfirmed": {
    owner: "The order carries {name}'s code, but Shopify had not yet confirmed that code to us. Someone should look at it.",
    ambassador: "The store is having a look at this order, because your code was still being made.",
  },
  "own-purchase": {
    owner: "{name} bought this themselves, so it earns nothing.",
    ambassador: "This order was your own, so it doesn't count. It's the only rule we're strict about.",
  },
  "not-first-order": {
    owner: "The buyer had ordered here before; only first orders count.",
    ambassador: "Your friend knew the store already. Only a friend's first order counts.",
  },
  "friend-limit": {
    owner: "This friend has bought as often before as counts for one friend.",
    ambassador: "This friend has already brought you as much as one friend can. Thank them from us!",
  },
  "below-minimum": {
    owner: "The goods on this order come to less than an order needs to count.",
    ambassador: "This order was a little too small to count. The next one may not be.",
  },
  channel: {
    owner: "The order came from a place where orders don't count.",
    ambassador: "This order was not bought where your code counts.",
  },
  "program-ended": {
    owner: "The programme had ended before this order.",
    ambassador: "This order came after the programme had ended. What you earned before stays yours.",
  },
  "ambassador-left": { owner: "{name} had left before this order.", ambassador: "This order came after you had left." },
  "code-retired": {
    owner: "The order carries an old code of {name}'s, which had stopped counting by then.",
    ambassador: "This order came with an old code of yours that had ended by then. Your new one counts.",
  },
  renewal: {
    owner: "A subscription renewed itself; renewals don't count.",
    ambassador: "A subscription renewed itself. Only the order that began it counts.",
  },
  "test-order": { owner: "A test order.", ambassador: "This was a test by the store." },
  "cancelled-unpaid": { owner: "The order was cancelled before it was paid.", ambassador: "The order was cancelled before it was paid." },
  "own-reward": { owner: "This order takes one of our rewards, so it counts for nobody.", ambassador: "This was your reward." },
  "click-too-old": {
    owner: "The buyer's visit to {name}'s link was too long ago.",
    ambassador: "Your friend's visit to your link was too long ago to count.",
  },
  "unknown-code": { owner: "The code on this order isn't one of an ambassador's.", ambassador: "The code on this order wasn't yours." },
  "unknown-click": { owner: "The link on this order isn't known to us.", ambassador: "The link on this order wasn't yours." },
  "owner-counts": { owner: "You decided that it counts for {name}.", ambassador: "The store looked at this order: it counts." },
  "owner-does-not-count": {
    owner: "You decided that it doesn't count.",
    ambassador: "The store looked at this order and decided that it doesn't count. Ask them if you wonder why.",
  },
  "nothing-of-ours": {
    owner: "No ambassador's code or link is on this order.",
    ambassador: "Neither your code nor your link is on this order.",
  },
};

/** What was alike, for the owner who looks: never the address or the number itself. */
const SIGN_SENTENCES: Record<Sign, string> = {
  phone: "The same phone number as {name}'s.",
  address: "Goes to the same address as {name}'s own, or is billed there, under the same name.",
  household: "Goes to the same address as {name}'s own, or is billed there, under another name.",
  door: "The same house number and postcode as {name}'s.",
  device: "Ordered over an internet connection {name} has used. Offices and phone networks share one, so this alone stops nothing.",
};

export const signSentence = (sign: Sign, name: string | null): string => named(SIGN_SENTENCES[sign], name);

/** @param name the ambassador's; a neutral word stands in when nobody is meant. */
export const ownerSentence = (reason: string, name: string | null): string => named(wordsFor(reason).owner, name);

const named = (sentence: string, name: string | null): string =>
  sentence
    .replaceAll("{name}'s", name ? `${name}'s` : "an ambassador's")
    .replace(/^\{name\}/, name ?? "The ambassador")
    .replaceAll("{name}", name ?? "the ambassador");

export function ambassadorSentence(reason: string): string {
  return wordsFor(reason).ambassador;
}

/** The verdict as one word for a list. */
export function outcomeWord(outcome: string): string {
  if (outcome === "attributed") return "Counts";
  return outcome === "under review" ? "Under review" : "Doesn't count";
}

/** A reason stored by a later version of these rules is shown as it is rather than hidden. */
function wordsFor(reason: string): Words {
  return (SENTENCES as Record<string, Words | undefined>)[reason] ?? { owner: reason, ambassador: "Ask the store about this order." };
}
