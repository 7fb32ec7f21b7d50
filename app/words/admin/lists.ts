/** The words of ambassadors, orders and books. */
import type { ShownBookProblem } from "~/domain/insight/check-books.server";
import type { Became } from "~/domain/order/became";
import { percentOf } from "~/domain/program/program";
import { plural } from "./numbers";

const erased = "Somebody whose name was erased";
const gone = "that is gone";

export const ambassadorsWords = {
  bar: "Ambassadors",
  title: (active: number) =>
    active === 0 ? "No ambassadors at the moment" : `${active.toLocaleString("en")} ${plural(active, "ambassador", "ambassadors")}`,
  lead: "Whoever's friends bought most comes first.",
  empty: {
    title: "Your ambassadors will be here",
    text: "People you invite choose a code of their own and join. The first ones usually answer within a day or two.",
    action: "Invite your power buyers",
  },
  search: "Find a name or code",
  show: { label: "Show", all: "Everybody", active: "Active", sleeping: "Sleeping: no friend's order in 30 days", left: "Left" },
  none: { title: "Nobody fits", text: "Try a shorter name, or show everybody." },
  list: { one: "ambassador", many: "ambassadors" },
  columns: {
    name: "Name",
    code: "Code",
    since: "Since",
    friends: "Friends' orders",
    sold: "They bought for",
    last: "Last sale",
    waiting: "Waiting",
    earned: "Theirs now",
    redeemed: "Taken",
    tier: "Tier",
  },
  tiers: { friend: "Friend", insider: "Insider", icon: "Icon" } as Record<string, string>,
  codeStates: { waiting: "being made", refused: "taken by another code in your store", retired: "no longer works" } as Record<
    string,
    string
  >,
  noCode: "No code yet",
  noSale: "None yet",
  left: "Left",
  paused: "Taking a break",
  told: {
    followers: (followers: string) => `${followers} followers`,
    engagement: (share: string) => `${share} take part`,
    ownWord: "As they say themselves",
  },
  joined: (day: string) => `since ${day}`,
};

export const ordersWords = {
  bar: "Orders",
  title: "Which orders friends brought, and why",
  lead: "Every order that carried a code or came by a link, with the reason it counts or doesn't.",
  empty: {
    title: "Friends' orders will be here",
    text: "As soon as somebody buys with an ambassador's code or by their link, you will see here whether it counts, for whom, and why.",
    action: "See your ambassadors",
  },
  tabs: { label: "Which orders", all: "All", attributed: "Count", ignored: "Don't count", underReview: "Under review" },
  list: { one: "order", many: "orders" },
  columns: { order: "Order", verdict: "Verdict", why: "Why", goods: "Goods", credit: "Earns" },
  waitingUntil: (day: string) => `waiting until ${day}`,
  waiting: "waiting",
  earned: "theirs now",
  became: {
    cancelled: "the order was cancelled",
    unpaid: "waits until it is paid",
    returned: "everything was returned",
    "charged back": "the bank took the payment back",
    disputed: "waits: the bank is asked for the payment back",
  } satisfies Record<Became, string>,
  evidence: "What we saw",
  claims: {
    title: "Codes and links on it, in the order we looked at them",
    name: (code: string | null, name: string | null) =>
      `${code ? `Code ${code}` : "A visit to a link"}, ${name ? `${name}'s` : "of somebody who is not in the programme"}`,
  },
  earlier: {
    title: "What was said before",
    line: (day: string, by: "rules" | "owner", verdict: string) =>
      `${day}, ${by === "owner" ? "by an owner" : "by the rules"}: ${verdict}.`,
    note: (note: string) => `The reason given: ${note}`,
    more: (decisions: number) => `And ${decisions} ${plural(decisions, "time", "times")} before that.`,
    none: "Looked at once.",
  },
  unknownBuyer: "Name not shared",
  none: { title: "No order here", text: "None of your orders has this verdict." },
  facts: {
    placed: "Placed",
    buyer: "Bought by",
    code: (code: string, kind: string) => (kind === "share" ? `Code ${code}` : `Single-use code ${code} of a link`),
    codes: "Codes of yours on it",
    otherCodes: (codes: number) => `${codes} other ${plural(codes, "code", "codes")}`,
    click: "Came by a link",
    clickedOn: (day: string) => `on ${day}`,
    clickUnknown: "one we don't know",
    earlier: "Orders before this one",
    shopifySays: (index: number) => `Shopify counts it as the buyer's order number ${index}`,
    channel: "Bought at",
    channels: {
      "online store": "the online store",
      "point of sale": "the till",
      "draft orders": "a draft order",
      other: "somewhere else",
    },
    ordered: "Goods as ordered",
    orderedOf: (ordered: string, minimum: string) => `${ordered}; an order counts from ${minimum}`,
    friendOrders: "This friend's orders that count",
    ofLimit: (before: number, most: number) => `${before} before this one; at most ${most} count`,
    alike: "Like the ambassador's own:",
    special: "Also",
    test: "a test order",
    cancelled: "cancelled",
    ownReward: "takes one of our rewards",
    renewal: "a subscription that renewed itself",
    unpaid: "not paid yet",
    rule: "Settings used",
    version: (version: number, firstOnly: boolean, days: number) =>
      `version ${version}: ${firstOnly ? "first orders only" : "every order"}, a visit counts ${days} ${plural(days, "day", "days")}`,
  },
  nothing: "None",
  settle: {
    why: "Decide it yourself: why?",
    help: "Your reason is kept for good, so please name nobody in it.",
    counts: (name: string) => `It counts for ${name}`,
    doesNotCount: "It doesn't count",
    done: "Decided. What the rules said is kept beside it.",
    yourReason: (note: string) => `Your reason: ${note}`,
    problems: {
      "note missing": "Write a word or two, so that you know later why you decided so.",
      "decided meanwhile": "This order was decided anew meanwhile. Look at it again before you decide.",
      "own purchase": "This is the ambassador's own order. Nobody earns on their own order, that is the one rule that stays.",
      "other currency": "This order is in another currency than your programme, so what it earns can't be added to the rest.",
      "nobody to count it for": "Nobody of yours is named by this order's code or link.",
      "order unknown": "This order is no longer here.",
      other: "This could not be done. Load the page again and try once more.",
    } as Record<string, string>,
  },
};

export const booksWords = {
  bar: "The books",
  title: "What was promised, earned and taken",
  lead: "Every penny of credit, from the ledger. Nothing here can be changed afterwards; corrections are entries of their own.",
  pending: "Waiting",
  pendingWhy: "until the time for returns is over",
  earned: "Theirs now",
  earnedWhy: "not yet taken",
  redeemed: "Taken",
  redeemedWhy: "as rewards",
  entries: (entries: number) => `${entries.toLocaleString("en")} ${plural(entries, "entry", "entries")} in the ledger.`,
  right: "We added every order up again, apart from the ledger: it agrees to the penny.",
  checking: "Adding everything up again…",
  notChecked: "Adding everything up took too long this time. The sums above stand all the same.",
  checkAgain: "Add up again",
  problems: {
    title: (problems: number, more: boolean) =>
      `${more ? `More than ${problems}` : problems.toLocaleString("en")} ${plural(problems, "sum does", "sums do")} not agree`,
    lead: "We added everything up again, apart from the ledger. An hourly check with Shopify mends most of these by an entry of its own; you can ask for one now. What still stands here an hour later needs whoever runs Regulars for you: send them the row.",
    check: "Go to the checks",
    row: "The row itself",
    somebody: "somebody whose name was erased",
    says: {
      "order differs": ({ orderName, ambassadorName, should, actual, difference, tooMuch }) =>
        `Order ${orderName ?? gone}: ${ambassadorName ?? erased} has ${difference.text} too ${tooMuch ? "much" : "little"}. It should bring ${should.text}, and ${actual.text} is in the books.`,
      "rate unknown": ({ orderName, ambassadorName, creditBp }) =>
        `Order ${orderName ?? gone} brings ${ambassadorName ?? erased} ${percentOf(creditBp ?? 0)} %, which is none of the rates you had set then.`,
      "less than nothing": ({ ambassadorName, account, actual }) =>
        `What ${ambassadorName ?? erased} ${account === "pending" ? "is waiting for" : "has taken"} comes to less than nothing: ${actual.text}.`,
      "more taken than earned": ({ ambassadorName, should, actual, difference }) =>
        `${ambassadorName ?? erased} took rewards for ${actual.text}, and ever earned ${should.text}: ${difference.text} too much.`,
      "reward differs": ({ ambassadorName, rewardName, should, actual }) =>
        `${ambassadorName ?? erased}: ${actual.text} was taken for the reward “${rewardName ?? gone}”, and ${should.text} would be right.`,
      "forgiven too much": ({ ambassadorName, should, actual }) =>
        `${ambassadorName ?? erased} is let off ${actual.text}, and took and kept only ${should.text}: money came back that should have settled it.`,
    } satisfies Record<ShownBookProblem["is"], (problem: ShownBookProblem) => string>,
    todo: {
      "order differs": () => "Ask for a check. You need not do anything in Shopify.",
      "rate unknown": (name: string) => `Look at your settings' rates, and agree with ${name} on what was meant.`,
      "less than nothing": (name: string) => `Say yes to no reward of ${name} until this is gone.`,
      "more taken than earned": (name: string) => `Say yes to no reward of ${name} until this is gone, and look at their statement.`,
      "reward differs": (name: string) => `Before you send or pay ${name} this one, look at their statement.`,
      "forgiven too much": (name: string) => `Say yes to no reward of ${name} until this is gone, and look at their statement.`,
    } satisfies Record<ShownBookProblem["is"], (name: string) => string>,
  },
  orders: "Order by order",
  columns: { order: "Order", ambassador: "Ambassador", goods: "Goods", rate: "Rate", posted: "Earns", state: "State" },
  states: { pending: "waiting", earned: "theirs now" } as Record<string, string>,
  none: "No order has earned anything yet.",
  forgotten: "Name erased",
  download: "Save as a spreadsheet (CSV)",
  failed: "The file could not be made. Try again in a moment.",
  fileName: "regulars-books.csv",
  csv: {
    order: "Order",
    orderId: "Order id",
    ambassador: "Ambassador",
    goods: "Goods",
    rate: "Rate (%)",
    posted: "Earns",
    currency: "Currency",
    state: "State",
  },
};
