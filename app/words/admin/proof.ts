/** The words of the page "What it earned". */
import type { Finding, Measure } from "~/domain/proof/finding";
import { plural } from "./numbers";

const people = (many: number): string => `${many.toLocaleString("en")} ${plural(many, "person", "people")}`;

export const proofWords = {
  bar: "What it earned",
  title: "What it earned",
  empty: {
    title: "Nothing to reckon yet",
    text: "Once you have invited people, this page says what inviting them changed, what their friends bought and what it truly cost you.",
    action: "See whom you could invite",
  },
  lift: {
    title: "What inviting changed",
    /** One honest sentence. */
    sentence: {
      notYet: "Nothing has been worked out yet. It is done every night, or now if you like.",
      "nobody held out":
        "Nobody was held out by lot, so nobody can say what invited people would have spent anyway. Lots are drawn when you invite at least fifty at once.",
      "too little": "Too little to tell yet.",
      "cannot tell": (from: string, to: string) =>
        `Whether invited people spend more themselves can't be told yet: it may be anything between ${from} and ${to} each.`,
      more: (difference: string, from: string, to: string) =>
        `Invited people spent ${difference} more each than those held out by lot. The true difference is from ${from} to ${to}; a range like this is right 95 times in 100.`,
      less: (difference: string, from: string, to: string) =>
        `Invited people spent ${difference} less each than those held out by lot. The true difference is from ${from} to ${to}; a range like this is right 95 times in 100.`,
    },
    lacks: {
      people: "At least 20 people must be held out.",
      days: "At least 28 days must have passed since you first invited.",
      differences: "Too few people have bought since to see how they differ.",
    } satisfies Record<Finding["lacks"][number], string>,
    needed: (amount: string, more: number, weeks: number | null) =>
      more === 0
        ? `That many people are enough to see a difference of ${amount} each, if there is one, eight times in ten.`
        : `To see a difference of ${amount} each (a fifth of what people held out spend) eight times in ten, lots must be drawn for ${people(more)} more${
            weeks === null ? "" : `; at your pace so far that takes about ${weeks.toLocaleString("en")} ${plural(weeks, "week", "weeks")}`
          }.`,
    who: (invited: number, heldOut: number, days: number) =>
      `${people(invited)} invited, ${people(heldOut)} held out by the same lots, followed for up to ${days} ${plural(days, "day", "days")}. Whoever was invited counts, joined or not.`,
    becameOne: (many: number) =>
      `${people(many)} became one customer with somebody of the other side and ${plural(many, "takes", "take")} no part.`,
    horizon: (days: number) => `Shopify lets us see ${days} days of orders.`,
    friends: "People held out have no code to give, so friends' orders show how many came by codes, not how many would have stayed away.",
    credit:
      "An order paid with store credit or a gift card of ours counts as own spend. A product taken as a reward does not; what was bought beside it does.",
    measures: {
      "own spend": "What each spent themselves",
      "own orders": "Orders each placed themselves",
      "friends' orders": "Friends' orders by each one's code",
    } satisfies Record<Measure, string>,
    columns: { measure: "Per person", invited: "Invited", heldOut: "Held out", difference: "Difference", from: "At least", to: "At most" },
    plot: {
      title: "The difference in what each spent",
      summary: (difference: string, from: string, to: string) =>
        `The difference is ${difference}; it may be anything from ${from} to ${to}. The line in the middle is no difference.`,
      none: "No difference",
      difference: "The difference seen",
      range: "What it may truly be",
      axis: "More or less than people held out, each",
    },
    asOf: (day: string) => `Worked out on ${day}.`,
    again: "Work it out now",
    worked: "Worked out from your orders as they are now.",
    nothing: "Nobody has been invited yet.",
  },
  brought: {
    title: "What it brought, and what it cost",
    sentence: (orders: number, goods: string, cost: string) =>
      orders === 0
        ? "No friend's order counts in these days."
        : `${orders.toLocaleString("en")} friends' ${plural(orders, "order", "orders")} for ${goods}; the offer, rewards given or asked for, and credit still owed cost you ${cost}.`,
    columns: { what: "What", amount: "Amount", how: "How we know" },
    unknown: "Not known",
    lines: {
      goods: "Goods friends bought",
      newGoods: "Of it by new customers",
      offer: "The offer took off",
      rewards: "Rewards given",
      asked: "Asked for, not given yet",
      owed: "Credit still owed",
      cost: "All it cost",
      margin: "Left after the goods' own cost",
      left: "Left after everything",
      perNew: "Cost of each new customer",
      ads: "Ads for as many new customers",
      saved: "Less than by ads",
      dearer: "More than by ads",
    },
    how: {
      goods: "Without tax and shipping, after the offer, refunds and cancellations.",
      newGoods: (many: number) =>
        `All that ${people(many)} bought who, as far as your orders show, had not bought before: first orders and later ones.`,
      offer: "Worked out from the offer's rate on orders with one of our codes; it is off the goods already.",
      rewards: (many: number, unknown: number, price: string) =>
        `${many} given, at what they cost you, with shipping and fees as you stated them.${
          unknown ? ` For ${unknown} we know only the price, ${price}: they cost at most that.` : ""
        }`,
      asked:
        "What rewards that wait for a yes, a payment or an answer will cost you, more than at the beginning. If one isn't given, its credit goes back.",
      owed: (percent: string | null) =>
        percent === null
          ? "What ambassadors have more than at the beginning, at its full amount: no reward's cost is known yet."
          : `What ambassadors have more than at the beginning, at ${percent} of its amount, as rewards have cost so far.`,
      cost: "Offer, rewards, what was asked for and credit owed together.",
      margin: (percent: string) => `For ${percent} of the goods Shopify knows the cost per item; of the rest nothing is said.`,
      noMargin: "Add the cost per item to your products in Shopify, and this is told.",
      left: "Rewards, what was asked for and credit owed are taken off; so is the offer, since friends paid that much less.",
      noLeft: "Told once the cost of every product sold is known.",
      perNew: "All it cost, shared among the new customers.",
      noNew: "No new customer in these days.",
      against: "What ads would have cost against all it cost here.",
      ads: (each: string) => `At ${each} each, as you say.`,
      noAds: "Say below what a new customer costs you elsewhere.",
    },
    programme: "Programme",
    since: (name: string, day: string) => `${name}, since ${day}`,
  },
  adCost: {
    title: "What a new customer costs you elsewhere",
    label: "Cost of one new customer, by ads for instance",
    help: "Your ad account shows it as cost per new customer. Leave it empty if you don't know: then nothing is compared.",
    save: "Save",
    saved: "Saved.",
    "no amount": (example: string) => `Write an amount, such as ${example}, or leave it empty.`,
  },
  failed: "This did not work. Try again in a moment.",
  download: "Save as a spreadsheet (CSV)",
  fileName: "regulars-what-it-earned.csv",
  saveFailed: "The file could not be saved. Try again in a moment.",
  csv: { figure: "Figure", value: "Value", from: "At least", to: "At most", unit: "Unit", note: "How we know" },
  csvNames: { perPersonInvited: "invited", perPersonHeldOut: "held out", difference: "difference" },
  problems: { "no day": "This is no day of the calendar.", backwards: "The last day comes before the first." },
};
