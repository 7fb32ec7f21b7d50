/**
 * The why of a decision as a sentence: for the owner, who sees the evidence, and for the ambassador, to whom it is kind
 * and names no friend. A reason has one sentence for each of them, and nowhere else.
 */
import type { Reason } from "./attribution";

type Words = { owner: string; ambassador: string };

const SENTENCES: Record<Reason, Words> = {
  code: { owner: "The order carries {name}'s code.", ambassador: "A friend used your code." },
  "click-code": { owner: "The buyer came by {name}'s link and used its single-use code.", ambassador: "A friend came by your link." },
  click: { owner: "The buyer came by {name}'s link and bought within the days that count.", ambassador: "A friend came by your link." },
  "like-own-purchase": {
    owner: "The buyer's e-mail address looks like {name}'s own, written another way. Someone should look at it.",
    ambassador: "The store is having a look at this order, because its e-mail address is very like yours.",
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
  "ambassador-left": { owner: "{name} had left before this order.", ambassador: "This order came after you had left." },
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

/** @param name the ambassador's; a neutral word stands in when nobody is meant. */
export function ownerSentence(reason: string, name: string | null): string {
  return wordsFor(reason)
    .owner.replaceAll("{name}'s", name ? `${name}'s` : "an ambassador's")
    .replaceAll("{name}", name ?? "The ambassador");
}

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
