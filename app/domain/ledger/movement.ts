/**
 * What moved on an ambassador's accounts, and the sentence for it: for the owner, who may see whose it is, and for the
 * ambassador, to whom it is kind and says what happens next. A reason has one sentence for each of them, and nowhere else.
 */
import type { Balance, EntryReason, EntrySource } from "./ledger";

export type Movement = {
  entryId: string;
  recordedAt: Date;
  reason: string;
  /** `name`: the order's, or the reward's title; null when it has been erased since. */
  source: { kind: EntrySource["kind"]; id: string; name: string | null };
  /** What it added to each account; below zero: took from it. */
  change: Balance;
};

export type Reader = "owner" | "ambassador";

type Words = Record<Reader, (name: string) => string>;

const SENTENCES: Record<EntryReason, Words> = {
  credit: {
    owner: (order) => `${order} counts, and this is what it earns.`,
    ambassador: (order) => `A friend bought (${order}), and this is your part.`,
  },
  "credit lowered": {
    owner: (order) => `Part of ${order} went back, and its share with it.`,
    ambassador: (order) => `Your friend returned part of ${order}, so its part went back too.`,
  },
  "credit voided": {
    owner: (order) => `${order} no longer counts, so what it had earned went back.`,
    ambassador: (order) => `${order} doesn't count any more, so its part went back. That can happen, and you did nothing wrong.`,
  },
  "return window over": {
    owner: (order) => `The time for returning ${order} is over: what waited is theirs.`,
    ambassador: (order) => `Nothing of ${order} can be returned any more: this is yours now.`,
  },
  "reward taken": {
    owner: (reward) => `They took a reward: ${reward}.`,
    ambassador: (reward) => `You chose ${reward}. Enjoy it.`,
  },
  "reward given back": {
    owner: (reward) => `${reward} could not be given, so its price went back to them.`,
    ambassador: (reward) => `${reward} didn't work out, so what it cost is yours again.`,
  },
  "reward expired": {
    owner: (reward) => `${reward} was not used in time, so its price went back to them.`,
    ambassador: (reward) => `${reward} wasn't used in time, so what it cost is yours again.`,
  },
  forgiven: {
    owner: (name) => `You let them off what was missing (${name}).`,
    ambassador: () => "The store let you off what was missing. You owe nothing.",
  },
};

const NAMELESS: Record<EntrySource["kind"], string> = { order: "an order", debt: "an order", reward: "a reward" };

/** A reason stored by a later version of these rules is shown as it is rather than hidden. */
export function movementSentence({ reason, source }: Pick<Movement, "reason" | "source">, reader: Reader): string {
  const name = source.name === null ? NAMELESS[source.kind] : source.kind !== "reward" ? `order ${source.name}` : `“${source.name}”`;
  const words = (SENTENCES as Record<string, Words | undefined>)[reason];
  const sentence = words ? words[reader](name) : `${reason} (${name})`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
