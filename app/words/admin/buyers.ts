/** The words of the list of power buyers: what narrows it, what is kept, what changed, its plot and its line. */
import type { JoinedReason, LeftReason } from "~/domain/mining/list-change";
import type { ListFilters, Recency } from "~/domain/mining/list-filters";
import type { ViewProblem } from "~/domain/mining/saved-view";
import { plural } from "./numbers";

const people = (amount: number): string => `${amount.toLocaleString("en")} ${plural(amount, "person", "people")}`;

const JOINED: Record<JoinedReason, { one: string; many: (amount: number) => string }> = {
  "a new buyer": { one: "a new buyer", many: (amount) => plural(amount, "is a new buyer", "are new buyers") },
  "ordered since": { one: "ordered since", many: (amount) => plural(amount, "has ordered since", "have ordered since") },
  "others fell back": { one: "moved up as others fell back", many: () => "moved up as others fell back" },
  "you moved the line": { one: "you moved the line", many: () => "came in because you moved the line" },
  "the ranking changed": { one: "the way of sorting changed", many: () => "came in because the way of sorting changed" },
};

const LEFT: Record<LeftReason, (amount: number) => string> = {
  "money went back": () => "had money go back to them",
  "no order for a while": (amount) => plural(amount, "has not ordered for a while", "have not ordered for a while"),
  "others moved up": (amount) => plural(amount, "was passed by others", "were passed by others"),
  "you moved the line": (amount) => plural(amount, "is below the line since you moved it", "are below the line since you moved it"),
  "the ranking changed": () => "went because the way of sorting changed",
  "no longer counted": (amount) => plural(amount, "is no longer among your buyers", "are no longer among your buyers"),
};

const RECENCY: Record<Recency, string> = {
  "in-30": "In the last 30 days",
  "in-90": "In the last 90 days",
  "in-180": "In the last 180 days",
  "in-365": "In the last year",
  "over-30": "Not for 30 days",
  "over-90": "Not for 90 days",
  "over-180": "Not for 180 days",
  "over-365": "Not for a year",
};

export const buyersWords = {
  bar: "Power buyers",
  title: (amount: string, share: string) => `${amount} people carry ${share} of your sales`,
  titleOne: (share: string) => `One person carries ${share} of your sales`,
  lead: {
    "alive spend": "Here is why each is on the list. Who spent most and still seems to be buying comes first.",
    "past spend": "Here is why each is on the list. Who spent most, refunds taken out, comes first.",
  },
  horizon: (days: number) => ({
    title: `This list knows only the last ${days} days`,
    text: `Shopify lets us see ${days} days of orders until it grants read_all_orders. Who bought before that is missing here, so take the list as a beginning.`,
  }),
  invite: "Invite",
  inviteAll: "Invite everybody",
  inviteThese: (amount: number) => (amount === 1 ? "Invite this one" : `Invite these ${amount.toLocaleString("en")}`),
  inviteChosen: (amount: number) => `Invite the ${amount.toLocaleString("en")} chosen`,
  save: {
    action: "Save as a spreadsheet",
    failed: "The file could not be made. Try again in a moment.",
    fileName: "regulars-power-buyers.csv",
    yes: "yes",
    columns: {
      place: "Place",
      name: "Name",
      email: "E-mail",
      consent: "E-mail wish",
      standing: "With us",
      town: "Town",
      region: "Region",
      country: "Country",
      orders: "Orders",
      firstOrder: "First order",
      lastOrder: "Last order",
      spent: "Spent",
      wentBack: "Went back",
      currency: "Currency",
      buysMost: "Buys mostly",
      gifts: "Sent as gifts",
      reseller: "Buys like a reseller",
      customerId: "Customer id",
      why: "Why on the list",
    },
  },
  empty: {
    title: "Here you will meet your power buyers",
    text: "Once your order history is read, this page names the people who carry your store, with the reason for each, so that you can invite them.",
    action: "Read my order history",
  },
  filters: {
    search: "Find a name or e-mail address",
    show: "Narrow the list",
    on: "What narrows the list",
    all: "All",
    country: "Country",
    everywhere: "Everywhere",
    place: "Town or region",
    taste: "Buys mostly",
    anything: "Anything",
    recency: "Last order",
    anyTime: "Any time",
    recencies: RECENCY,
    consent: "E-mail",
    consents: { yes: "Said yes to e-mail", no: "Has not said yes to e-mail" },
    gifts: "Gifts",
    gifting: { often: "Often sends gifts" },
    kind: "Kind",
    kinds: { people: "Buys like a person", resellers: "Buys like a reseller" },
    joined: "Since when",
    joining: { lately: "New on the list" },
    /** What is on, in one word or two, from its value (a country's by its name). */
    chip: {
      country: (name) => name,
      place: (typed) => `“${typed}”`,
      taste: (title) => `Mostly ${title}`,
      recency: (value) => `Last order: ${RECENCY[value as Recency].toLowerCase()}`,
      consent: (value) => (value === "yes" ? "Said yes to e-mail" : "Has not said yes to e-mail"),
      gifts: () => "Often sends gifts",
      kind: (value) => (value === "people" ? "Buys like a person" : "Buys like a reseller"),
      joined: () => "New on the list",
    } satisfies Record<Exclude<keyof ListFilters, "search">, (value: string) => string>,
    clear: "Show everybody",
    matching: (matching: string, listed: string) => `${matching} of ${listed} ${listed === "1" ? "person" : "people"}`,
    everybody: (listed: string) => `${listed} ${listed === "1" ? "person" : "people"}`,
  },
  views: {
    label: "Kept views",
    everybody: "Everybody",
    keep: "Keep this view",
    name: "Name of this view",
    hint: "The name of a view you keep already takes its place.",
    save: "Keep it",
    cancel: "Not now",
    forget: "Forget this view",
    kept: (name: string) => `“${name}” is kept`,
    replaced: (name: string) => `“${name}” now shows this; what it showed before is gone`,
    forgotten: "The view is forgotten",
    problems: {
      "no name": "Give it a name, such as Tea lovers in France.",
      "name too long": "Choose a name of at most 60 characters.",
      "nothing narrows it": "Narrow the list first; then this keeps it under a name.",
      "too many views": "You keep 50 views already. Forget one of them first.",
    } satisfies Record<ViewProblem, string>,
  },
  none: { title: "Nobody fits", text: "Try a shorter name, or take one of the filters off." },
  list: { label: "Power buyers, best first", chooseAll: "Choose all on this page who may be invited" },
  row: (spend: string, region: string, lastOrder: string) =>
    `Spent ${spend} · ${region === "Unknown" ? "Region not known" : region} · Last order ${lastOrder}`,
  newHere: (why: string) => `New on the list: ${JOINED[why as JoinedReason]?.one ?? why}.`,
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
  change: {
    sentence(since: string, joined: number, left: number): string {
      if (left === 0) return `Since ${since}, ${people(joined)} joined the list.`;
      if (joined === 0) return `Since ${since}, ${people(left)} left the list.`;
      return `Since ${since}, ${people(joined)} joined the list and ${left.toLocaleString("en")} left.`;
    },
    why: "Why?",
    joined: "Who joined",
    left: "Who left",
    joinedLine: (reason: JoinedReason, amount: number) => `${amount.toLocaleString("en")} ${JOINED[reason].many(amount)}`,
    leftLine: (reason: LeftReason, amount: number) => `${amount.toLocaleString("en")} ${LEFT[reason](amount)}`,
    show: (joined: number) => plural(joined, "Show the new one", `Show the ${joined.toLocaleString("en")} new ones`),
  },
  plot: {
    heading: "Everybody, and your line",
    jump: "See everybody, and your line",
    title: {
      "alive spend": "What people spent, weighed by how likely they still buy, against days since their last order",
      "past spend": "What people spent, against days since their last order",
    },
    summary: (powerBuyers: string, buyers: string) => `${powerBuyers} of ${buyers} buyers stand above the line.`,
    value: { "alive spend": "What they spent, weighed by how likely they still buy", "past spend": "Spent in all" },
    days: "Days since last order",
    powerBuyers: "Power buyer",
    others: "Other buyer",
    line: "Your line",
    lapsed: (days: number) =>
      `Who has not ordered for ${days === 365 ? "a year" : `${days} days`} comes after all others, whatever they spent.`,
    sample: (shown: string, all: string) => `Shown: ${shown} of ${all} buyers, taken evenly.`,
    person: (name: string, spend: string, days: number) =>
      `${name}: spent ${spend}, last order ${days === 0 ? "today" : `${days} ${plural(days, "day", "days")} ago`}`,
    bands: {
      title: "Last order",
      people: "Buyers",
      powerBuyers: "Power buyers",
      spend: "Spent",
      name: (from: number, to: number | null) =>
        to === null ? `Over ${from - 1} days ago` : from === 0 ? `In the last ${to} days` : `${from} to ${to} days ago`,
    },
  },
  line: {
    label: "Your line: up for fewer people, down for more",
    says: (amount: string, one: boolean, share: string) => `${amount} ${one ? "person" : "people"}, ${share} of sales`,
    now: "Your line now:",
    there: "Here it would hold:",
    how: "Drag the line, or write how many of your best buyers it should hold.",
    field: "Best",
    unit: "counted in",
    units: { percent: "% of buyers", people: "people" },
    move: "Move the line",
    back: "Leave it",
    moved: (amount: string) => `Your line is moved: ${amount} ${amount === "1" ? "person is" : "people are"} above it`,
    later: "Your line is kept. The list is being worked out just now and follows in a moment.",
    unchanged: "Your line stands there already",
    ended: "The line stays where it was, since your programme has ended. Let it go on in the settings, then move the line.",
    problems: {
      percent: "Write a number, such as 10 or 12.5.",
      people: (most: string) => `Write a whole number of people, from 1 to ${most}.`,
    },
  },
  mine: {
    action: "Work it out anew",
    asked: "It is being worked out anew. That takes a moment; this page then shows the new list by itself.",
    done: "The list is worked out anew",
    slow: "It takes longer than usual. You can leave this page; the list will be here when you come back.",
  },
};
