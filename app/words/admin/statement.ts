/** The words of periods, statements and the books of a period. */
import type { PeriodChoice } from "~/domain/ledger/period";
import { plural } from "./numbers";

export const periodWords = {
  label: "Which days",
  choices: {
    "this month": "This month",
    "last month": "Last month",
    "this year": "This year",
    all: "Everything",
    days: "Days I type",
  } satisfies Record<PeriodChoice, string>,
  from: "First day",
  last: "Last day",
  show: "Show",
  problems: {
    "no day": "That is no day we know. Write it as 2026-11-30, or choose it from the calendar.",
    backwards: "The last day comes before the first. Swap them and try again.",
  },
  /** "1 November to 30 November" */
  span: (from: string | null, last: string | null): string => {
    if (from && last) return from === last ? from : `${from} to ${last}`;
    if (from) return `Since ${from}`;
    return last ? `Until ${last}` : "From the first day until now";
  },
};

export const statementWords = {
  bar: "Statement",
  title: (name: string) => `${name}: everything that moved`,
  lead: "Every entry, from the ledger. Nothing here can be changed afterwards; a correction is an entry of its own.",
  back: "Ambassadors",
  link: "Statement",
  linkOf: (name: string) => `Statement of ${name}`,
  program: "Programme",
  columns: { day: "Day", what: "What happened", pending: "Waiting", earned: "Theirs", redeemed: "Taken" },
  opening: "At the beginning",
  openingWhat: "What was there before",
  closing: "At the end",
  closingWhat: "What is there then",
  none: "Nothing moved in these days.",
  movements: (total: number) => `${total.toLocaleString("en")} ${plural(total, "entry", "entries")}`,
  unknown: {
    title: "There is no such statement",
    text: "The person may have been erased, or the address is cut off.",
    action: "See your ambassadors",
  },
  download: "Save as a spreadsheet (CSV)",
  failed: "The file could not be made. Try again in a moment.",
  fileName: "regulars-statement.csv",
  erased: "Name erased",
  csv: {
    day: "Day",
    person: "Ambassador",
    what: "What happened",
    source: "Order or reward",
    pending: "Waiting",
    earned: "Theirs",
    redeemed: "Taken",
    currency: "Currency",
  },
};

/** Of somebody who can take nothing here any more. */
export const settleBalanceWords = {
  title: (amount: string, name: string) => `${amount} is ${name}’s, to be settled by you`,
  waits: (name: string) => `Something still waits for ${name}`,
  left: "They left, so they take no rewards here any more. Pay them in your own way, then say so here: it counts as cash that you paid, and nothing happens in Shopify.",
  ended:
    "This programme has ended. On their page they can still take rewards; if you pay them in your own way instead, say so here. It counts as cash that you paid, and nothing happens in Shopify.",
  pending: (amount: string) =>
    `${amount} waits until their friends can return nothing any more. Then it is theirs, and you can settle it here.`,
  held: "Something was found in Shopify that may be theirs already. Say first, under Rewards, what it is.",
  button: (amount: string) => `I have settled ${amount} with them`,
  sureWhy: (amount: string) =>
    `Only when they have it: your books, this statement and their page say then that ${amount} is settled. For a week you can take that back under Rewards.`,
  sure: (amount: string) => `Yes, they have ${amount}`,
  done: (amount: string) => `${amount} is settled. It stands in the statement and in your books.`,
};

export const periodBooksWords = {
  title: "The books of a period",
  lead: "What your ambassadors had on the first day, what moved, and what they have on the last.",
  columns: { what: "What moved", entries: "Entries", pending: "Waiting", earned: "Theirs", redeemed: "Taken" },
  reasons: {
    credit: "Friends' orders earned",
    "credit lowered": "Part of an order went back",
    "credit voided": "Orders that no longer count",
    "return window over": "The time for returns was over",
    "reward taken": "Rewards chosen",
    settled: "Settled by hand",
    "reward given back": "Rewards that could not be given",
    "reward expired": "Rewards not used in time",
    forgiven: "Debts let off",
    "forgiven no more": "Debts let off that are not missing any more",
    merged: "Two customers became one",
  } as Record<string, string>,
  issued: "Given out in these days",
  issuedNone: "Nothing was given out in these days.",
  issuedLine: (rewards: number, amount: string) => `${rewards.toLocaleString("en")}, at ${amount}`,
  kinds: {
    "product code": "Products by code",
    "product sent": "Products you sent",
    "store credit": "Store credit",
    "gift card": "Gift cards",
    cash: "Cash",
  } as Record<string, string>,
  sum: "This is the sum of all statements; each of them can be opened from the list of ambassadors.",
  download: "Save all statements of these days (CSV)",
  fileName: "regulars-statements.csv",
};
