/**
 * What moved on an ambassador's accounts, and the sentence for it for the owner, who may see whose it is. What the ambassador
 * reads, kindly and in their language, stands in app/words/storefront/.
 */
import type { Balance, EntryReason, EntrySource } from "./ledger";

export type Movement = {
  entryId: string;
  recordedAt: Date;
  reason: string;
  /** `name`: the order's, or the reward's title; null when it has been erased since. `rewardKind`: a reward's, which names an amount. */
  source: { kind: EntrySource["kind"]; id: string; name: string | null; rewardKind?: string };
  /** What it added to each account; below zero: took from it. */
  change: Balance;
};

const SENTENCES: Record<EntryReason, (name: string) => string> = {
  credit: (order) => `${order} counts, and this is what it earns.`,
  "credit lowered": (order) => `Part of ${order} went back, and its share with it.`,
  "credit voided": (order) => `${order} no longer counts, so what it had earned went back.`,
  "return window over": (order) => `The time for returning ${order} is over: what waited is theirs.`,
  "reward taken": (reward) => `They took a reward: ${reward}.`,
  settled: () => "You settled this with them by hand.",
  "reward given back": (reward) => `${reward} could not be given, so its price went back to them.`,
  "reward expired": (reward) => `${reward} was not used in time, so its price went back to them.`,
  merged: (name) => `${name} goes on here, because two customers became one.`,
  forgiven: (name) => `You let them off what was missing (${name}).`,
  "forgiven no more": (name) => `Money came back, so what you had let them off is not missing any more (${name}).`,
};

const NAMELESS: Record<EntrySource["kind"], string> = { order: "an order", debt: "an order", reward: "a reward" };

/** A reason stored by a later version of these rules is shown as it is rather than hidden. */
export function movementSentence({ reason, source }: Pick<Movement, "reason" | "source">): string {
  const name = source.name === null ? NAMELESS[source.kind] : source.kind !== "reward" ? `order ${source.name}` : `“${source.name}”`;
  const say = (SENTENCES as Record<string, ((name: string) => string) | undefined>)[reason];
  const sentence = say ? say(name) : `${reason} (${name})`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
