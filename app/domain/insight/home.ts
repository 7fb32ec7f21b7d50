/** What the owner's home page shows, as plain JSON, and the sentence about the month. */
import type { ShownMoney } from "../page/shown";

export type ChecklistStep = {
  key: "read" | "look" | "settings" | "invite" | "joined";
  title: string;
  takes: string;
  path: string;
  done: boolean;
};

export type MonthFigures = {
  /** "November" */
  month: string;
  friends: number;
  orders: number;
  sales: ShownMoney;
  /** Rewards issued this month at what they cost the store; at their price where the cost is unknown. */
  cost: ShownMoney;
  /** How much of `cost` stands at the price because the store has not written down the product's cost. */
  costAtPrice: ShownMoney;
  /** Earned and waiting credit that no reward has been taken for: what may still be asked for. What one owes lessens nobody else's. */
  promised: ShownMoney;
  sentence: string;
};

/** A week begins on Monday, in the shop's time zone. */
export type WeekPoint = { weekOf: string; sales: ShownMoney; cost: ShownMoney; orders: number };

export type NeedsYou = { key: string; sentence: string; button: string; path: string; count: number };

export type Home = {
  shopName: string;
  /** Of every amount here: the programme's. */
  currency: string;
  /** True until the first friend's order: the page teaches instead of reporting. */
  firstDays: boolean;
  checklist: ChecklistStep[];
  month: MonthFigures;
  weeks: WeekPoint[];
  needsYou: NeedsYou[];
  counts: { powerBuyers: number | null; invited: number; heldOut: number; ambassadors: number; friendOrders: number };
};

export const MOST_NEEDS = 5;

/** "In November 12 friends ordered for £1,408; it cost you £131." */
export function monthSentence({ month, friends, sales, cost }: Pick<MonthFigures, "month" | "friends" | "sales" | "cost">): string {
  if (friends === 0) return `In ${month} no friend has ordered yet; rewards cost you ${cost.text}.`;
  return `In ${month} ${friends === 1 ? "1 friend" : `${friends} friends`} ordered for ${sales.text}; it cost you ${cost.text}.`;
}

const people = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What a person must look at, the gravest first; each has one button. */
export const NEEDS: Record<string, { sentence: (count: number) => string; button: string; path: string }> = {
  permission: { sentence: () => "Shopify no longer lets Regulars in. Opening the app again mends it.", button: "Open again", path: "/app" },
  privacy: {
    sentence: (count) =>
      `${people(count, "person", "people")} asked, through Shopify, what is kept of them or to be forgotten, and could not be answered for a day. We go on trying; the law gives thirty days.`,
    button: "See since when",
    path: "/app/checks",
  },
  discount: {
    sentence: () => "The friends' discount could not be made in Shopify, so no code works yet.",
    button: "See why",
    path: "/app/settings",
  },
  sender: {
    sentence: (count) => `The mail server lets us send nothing, so ${people(count, "mail waits", "mails wait")}.`,
    button: "See why",
    path: "/app/mails",
  },
  refused: {
    sentence: () => "Shopify would not do what we last asked of the friends' discount.",
    button: "See why",
    path: "/app/settings",
  },
  currency: {
    sentence: () =>
      "Your store's currency is no longer your programme's, so no order counts any more. Change it back in Shopify, or end the programme and settle what people have with them, at their statements.",
    button: "Open the settings",
    path: "/app/settings",
  },
  leaks: {
    sentence: (count) => `${people(count, "code is", "codes are")} used far more than usual. What came in since then waits for you.`,
    button: "See why",
    path: "/app/leaks",
  },
  checks: {
    sentence: (count) =>
      `${people(count, "thing", "things")} we gave out ${count === 1 ? "is" : "are"} not in Shopify as ${count === 1 ? "it" : "they"} should be.`,
    button: "See what to do",
    path: "/app/checks",
  },
  history: { sentence: () => "Reading your order history stopped before its end.", button: "Go on reading", path: "/app" },
  catalogue: {
    sentence: () => "Reading your products stopped before its end, so ambassadors see the shelf as it was.",
    button: "Read them again",
    path: "/app",
  },
  found: {
    sentence: (count) =>
      `${people(count, "reward was", "rewards were")} found in Shopify that our books don't know. Nothing more is given to whose ${count === 1 ? "it is" : "they are"} until you have looked.`,
    button: "Look at them",
    path: "/app/rewards",
  },
  rewards: {
    sentence: (count) =>
      `${people(count, "reward waits", "rewards wait")} for you: nobody else can know how ${count === 1 ? "it" : "they"} ended.`,
    button: "Settle them",
    path: "/app/rewards",
  },
  approve: {
    sentence: (count) => `${people(count, "reward waits", "rewards wait")} for your yes or to be paid.`,
    button: "Look at them",
    path: "/app/rewards",
  },
  waiting: {
    sentence: (count) => `For ${people(count, "reward", "rewards")} Shopify has not answered for an hour. We keep asking; nothing is lost.`,
    button: "See whose",
    path: "/app/rewards",
  },
  review: {
    sentence: (count) =>
      `${people(count, "order waits", "orders wait")} for your yes or no: the rules alone can't tell whether ${count === 1 ? "it counts" : "they count"}.`,
    button: "See why",
    path: "/app/orders?outcome=under%20review",
  },
  leaked: {
    sentence: (count) => `${people(count, "order waits", "orders wait")} for your yes or no: a code was used far more than usual then.`,
    button: "Settle them",
    path: "/app/orders?outcome=under%20review",
  },
  mails: {
    sentence: (count) => `Of ${people(count, "mail", "mails")} nobody knows whether ${count === 1 ? "it" : "they"} arrived.`,
    button: "Look at them",
    path: "/app/mails/unsure",
  },
  unminted: {
    sentence: (count) =>
      `${people(count, "ambassador's code does", "ambassadors' codes do")} not work yet: Shopify has not taken ${count === 1 ? "it" : "them"} for over an hour.`,
    button: "See what to do",
    path: "/app/settings",
  },
  codes: {
    sentence: (count) =>
      `${people(count, "ambassador has", "ambassadors have")} no working code, because the store uses the chosen one already.`,
    button: "See who",
    path: "/app/ambassadors",
  },
};
