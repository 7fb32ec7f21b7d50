/** The words of one person's card. */
import { spanInWords } from "~/domain/mining/reason";
import { plural } from "./numbers";

/** "under 1", "12" */
const inHundred = (share: number): string => (share > 0 && share < 0.01 ? "under 1" : String(Math.round(share * 100)));

export const buyerCardWords = {
  close: "Back to the plot",
  invite: "Invite",
  unknown: "This person is no longer in your store's records.",
  rank: "Place on the list",
  place: (rank: string, buyers: string, before: string | null, onTheList: boolean) =>
    `${rank} of ${buyers}${before === null || before === rank ? "" : `, before that ${before}`}${onTheList ? "" : "; below your line"}`,
  spend: "Spent, refunds out",
  wentBack: "Went back",
  wentBackShare: (share: number) => (share === 0 ? "Nothing" : `${inHundred(share)} % of what they ordered`),
  orders: "Orders",
  first: "First order",
  last: "Last order",
  region: "Region",
  email: "E-mail",
  collections: "Buys mostly",
  collection: (title: string, share: number) => `${title} (${inHundred(share)} %)`,
  favourites: "Bought most often",
  gifts: "Sent as gifts",
  giftsOf: (gifts: string, orders: string) => `${gifts} of ${orders} orders`,
  noGifts: "None that we know of",
  reseller: "Buys like a reseller: large orders of many pieces.",
  exact: "Exact figures",
  alive: "How likely they still buy",
  aliveShare: (share: number) => `${(share * 100).toFixed(1)} %`,
  expected: (weeks: number) => `Orders to expect in the next ${spanInWords(weeks)}`,
  expectedRange: (expected: number, low: number, high: number) => `${expected.toFixed(2)}; for 90 of 100 such people ${low} to ${high}`,
  expectedSpend: (weeks: number) => `Spend to expect in the next ${spanInWords(weeks)}`,
  expectedSpendNote: "Of one person this is a rough guess, not a promise.",
  strip: "Orders over time",
  stripSummary: (orders: number, first: string, last: string) => `${orders} ${plural(orders, "order", "orders")} from ${first} to ${last}.`,
  heldOut: (until: string) => `Waits by lot until ${until}, so that we can tell what inviting changes.`,
  noConsent: "We only write to people who said yes to e-mail, so this person cannot be invited.",
  contacts: "What we wrote",
  noContacts: "Nothing yet.",
  notShared: "Not shared",
};
