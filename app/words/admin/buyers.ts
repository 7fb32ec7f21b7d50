/** The words of the list of power buyers, its plot, and a person's card. */
import type { LeftOutReason } from "~/domain/mining/mining";
import { plural } from "./numbers";

const LEFT_OUT: Record<LeftOutReason, (orders: number) => string> = {
  "test order": (orders) => plural(orders, "was a test order", "were test orders"),
  cancelled: (orders) => plural(orders, "was cancelled", "were cancelled"),
  "one of our own rewards": (orders) => plural(orders, "took one of our rewards", "took our rewards"),
  "no customer": (orders) => plural(orders, "names no customer", "name no customer"),
  "another currency": (orders) => plural(orders, "is in another currency than your store's", "are in another currency than your store's"),
  "nothing was paid": (orders) =>
    plural(orders, "came to nothing after refunds and discounts", "came to nothing after refunds and discounts"),
};

export const buyersWords = {
  bar: "Power buyers",
  title: (people: string, share: string) => `${people} people carry ${share} of your sales`,
  titleOne: (share: string) => `One person carries ${share} of your sales`,
  lead: "Here is why each is on the list. The one who spent most, refunds taken out, comes first.",
  invite: "Invite",
  inviteChosen: (people: number) => `Invite the ${people} chosen`,
  empty: {
    title: "Here you will meet your power buyers",
    text: "Once your order history is read, this page names the people who carry your store, with the reason for each, so that you can invite them.",
    action: "Read my order history",
  },
  filters: {
    search: "Find a name or e-mail address",
    country: "Country",
    everywhere: "Everywhere",
    subscribed: "Only who said yes to e-mail",
    clear: "Show everybody",
    matching: (matching: string, all: string) => `${matching} of ${all} people`,
  },
  none: { title: "Nobody fits", text: "Try a shorter name, or another country." },
  list: { one: "person", many: "people", label: "Power buyers, who spent most first" },
  row: (spend: string, region: string, lastOrder: string) =>
    `Spent ${spend} · ${region === "Unknown" ? "Region not known" : region} · Last order ${lastOrder}`,
  open: (name: string) => `Open ${name}'s card`,
  consent: {
    subscribed: "Said yes to e-mail",
    "not subscribed": "Has not said yes to e-mail",
    unsubscribed: "Said no to e-mail",
    pending: "Has not confirmed e-mail yet",
    invalid: "E-mail address does not work",
    unknown: "E-mail wish not known",
  } as Record<string, string>,
  standing: {
    "not invited": null,
    waiting: "Invitation on its way",
    sending: "Invitation on its way",
    sent: "Invited",
    accepted: "Joined",
    declined: "Said no, kindly",
    "not sent": "Invitation not sent",
    "needs review": "Invitation needs a look",
    "held out": "Waits by lot",
    ambassador: "Ambassador",
  } as Record<string, string | null>,
  plot: {
    heading: "Spend and how long ago",
    title: "What people spent, against days since their last order",
    summary: (powerBuyers: string, buyers: string, line: string) =>
      `${powerBuyers} of ${buyers} buyers spent ${line} or more; they stand above the line.`,
    spent: "Spent in all",
    days: "Days since last order",
    powerBuyers: "Power buyer",
    others: "Other buyer",
    line: (amount: string) => `Your line: ${amount}`,
    lineInWords: (percent: string, people: string, amount: string, share: string) =>
      `Your line is the best ${percent} % of buyers: ${people} people, each of whom spent ${amount} or more. They hold ${share} of your sales.`,
    sample: (shown: string, all: string) => `Shown: ${shown} of ${all} buyers, taken evenly.`,
    move: "Move the line",
    person: (name: string, spend: string, days: number) =>
      `${name}: ${spend}, last order ${days === 0 ? "today" : `${days} ${plural(days, "day", "days")} ago`}`,
    bands: {
      title: "Last order",
      people: "Buyers",
      powerBuyers: "Power buyers",
      spend: "Spent",
      name: (from: number, to: number | null) =>
        to === null ? `Over ${from - 1} days ago` : from === 0 ? `In the last ${to} days` : `${from} to ${to} days ago`,
    },
  },
  how: {
    summary: "How do we know?",
    method: (orders: string, buyers: string, since: string, until: string) =>
      `We read ${orders} orders placed from ${since} to ${until}, put each to its buyer, took out discounts, refunds, tax and shipping, and ranked ${buyers} buyers by what was left.`,
    past: "It says who carried your store so far. It does not foretell what anybody will buy next.",
    leftOut: "Left out of the count:",
    nothingLeftOut: "No order was left out.",
    leftOutLine: (reason: string, orders: number) => {
      const words = (LEFT_OUT as Record<string, ((orders: number) => string) | undefined>)[reason];
      return `${orders.toLocaleString("en")} ${plural(orders, "order", "orders")} ${words ? words(orders) : `(${reason})`}`;
    },
    when: (day: string) => `Last worked out on ${day}; anew every night.`,
  },
  card: {
    close: "Back to the plot",
    invite: "Invite",
    unknown: "This person is no longer in your store's records.",
    rank: "Place on the list",
    spend: "Spent, refunds out",
    orders: "Orders",
    first: "First order",
    last: "Last order",
    region: "Region",
    email: "E-mail",
    favourites: "Buys most",
    strip: "Orders over time",
    stripSummary: (orders: number, first: string, last: string) =>
      `${orders} ${plural(orders, "order", "orders")} from ${first} to ${last}.`,
    heldOut: (until: string) => `Waits by lot until ${until}, so that we can tell what inviting changes.`,
    noConsent: "We only write to people who said yes to e-mail, so this person cannot be invited.",
    contacts: "What we wrote",
    noContacts: "Nothing yet.",
    notShared: "Not shared",
  },
};
