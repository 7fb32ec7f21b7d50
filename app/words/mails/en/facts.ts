/** What the merge fields say: of each fact the words or the whole sentence it makes. */
import { asAmount } from "~/words/storefront/en/standing";
import { speech } from "~/words/storefront/speech";

const { plural, list, choice } = speech("en");

/** Why this person. */
export const reasons = {
  since: (month: string) => `You've been with us since ${month}.`,
  comesBack: "You have come back to us again and again.",
  chosen: "You are one of the people we are gladdest to have as a customer.",
};

export const tiers = { friend: "Friend", insider: "Insider", icon: "Icon" };

/** What a tier changes, each a part of the sentence that `brings` makes. */
export const gains = {
  credit: (percent: string) => `${percent} of what your friends buy`,
  firstChoice: "first choice of what is new",
  cash: "money, if you like",
  brings: (parts: string[]) => `That brings you ${list(parts)}.`,
};

export const oldCode = (code: string) => `The old one, ${code}, does not count for you any more.`;

/** What waits, and until when. */
export const waiting = {
  all: (until: string | null) =>
    `What is waiting becomes yours ${until ? `by ${until}` : "some days after the parcels are on their way"}, unless something comes back.`,
  yours: "It is yours already, to spend on whatever you like best here.",
  until: (day: string) => `It waits until ${day}, in case something comes back; then it is yours, to spend on whatever you like best here.`,
  untilSent:
    "It waits until some days after the parcel is on its way, in case something comes back; then it is yours, to spend on whatever you like best here.",
};

/** What is next: a product, or an amount in one of several ways. */
export const next = {
  lacks: (amount: string, title: string) => `${amount} more, and ${title} is yours.`,
  within: (title: string) => `${title} is within reach: you can have it now.`,
  as: asAmount,
  amountLacks: (amount: string, ways: string[]) => `${amount} more, and you can take it ${choice(ways)}.`,
  amountWithin: (amount: string, ways: string[]) => `You can take your ${amount} now, ${choice(ways)}.`,
};

/** What happened in a month. */
export const months = {
  sold: (month: string, friends: number, brought: string | null) =>
    `In ${month} ${plural(friends, { one: "a friend", other: "# friends" })} bought with your code${brought ? `, which brings you ${brought}` : ""}.`,
  visited: (month: string, visits: number) =>
    `In ${month} your page was opened ${plural(visits, { one: "once", other: "# times" })}; nobody has bought yet, and that is how it begins.`,
  quiet: (month: string) => `It was a quiet ${month}: nobody came by your link. That happens to everybody.`,
};

/** One a month, the same for everybody; each ends the sentence "An idea for this month: …". */
export const ideas = [
  "tell somebody how you found the thing you use most.",
  "put your link under a picture of it in use, just as it is.",
  "ask a friend what they are looking for, and say honestly whether we have it.",
  "show the one thing you would buy again tomorrow.",
  "lend somebody yours before they decide.",
  "write two lines about what surprised you, good or bad.",
];

export const kept = (amount: string) => `Your ${amount} stays yours: write to the store and they settle it with you.`;
