/** What moved on an ambassador's accounts, kindly, and what happens next. */
import type { EntryReason, EntrySource } from "~/domain/ledger/ledger";

/** How what it was about is named inside the sentence; without a name where that was erased. */
export const movementNames: Record<EntrySource["kind"], (name: string | null) => string> = {
  order: (name) => (name === null ? "an order" : `order ${name}`),
  debt: (name) => (name === null ? "an order" : `order ${name}`),
  reward: (name) => (name === null ? "a reward" : `“${name}”`),
};

export const movementReasons: Record<EntryReason, (name: string) => string> = {
  credit: (order) => `A friend bought (${order}), and this is your part.`,
  "credit lowered": (order) => `Your friend returned part of ${order}, so its part went back too.`,
  "credit voided": (order) => `${order} doesn't count any more, so its part went back. That can happen, and you did nothing wrong.`,
  "return window over": (order) => `Nothing of ${order} can be returned any more: this is yours now.`,
  "reward taken": (reward) => `You chose ${reward}. Enjoy it.`,
  settled: () => "The store has settled this with you directly.",
  "reward given back": (reward) => `${reward} didn't work out, so what it cost is yours again.`,
  "reward expired": (reward) => `${reward} wasn't used in time, so what it cost is yours again.`,
  merged: (name) => `${name} came along when your two customer accounts at the store became one.`,
  forgiven: () => "The store let you off what was missing. You owe nothing.",
  "forgiven no more": () => "What came back makes good first what the store had let you off. You owe nothing.",
};
