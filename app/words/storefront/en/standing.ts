/** Where an ambassador stands, in one sentence; and their tier. */
import { speech } from "../speech";

const { plural, list, choice } = speech("en");

export const standing = {
  friends: (count: number) =>
    count === 0 ? "No friend has bought yet" : plural(count, { one: "# friend bought", other: "# friends bought" }),
  yours: (amount: string) => `${amount} is yours`,
  owed: (amount: string) => `${amount} is owed after a return, and the next sales make it good`,
  waiting: (amount: string, until: string | null) => `${amount} is waiting${until ? ` until ${until}` : ""}`,
  /** "2 friends bought; £8.40 is yours, £4.20 is waiting until 3 December." */
  whole: (friends: string, amounts: string[]) => `${friends}; ${amounts.join(", ")}.`,
};

/** What is theirs, and what will be: whole sentences, also for who leaves, and for who owes after a return. */
export const theirs = {
  all: (amount: string) => `${amount} stays yours.`,
  andWaiting: (amount: string, waiting: string, until: string | null) =>
    `${amount} stays yours, and the ${waiting} that is waiting becomes yours too${until ? ` by ${until}` : ""}, unless something is returned.`,
  below: (amount: string) => `After a return your account stands at ${amount}.`,
  belowAndWaiting: (amount: string, waiting: string, until: string | null) =>
    `After a return your account stands at ${amount}; the ${waiting} that is waiting fills that first${until ? `, by ${until}` : ""}.`,
};

/** How what is theirs may be had where it is no product: "as store credit or as a gift card". */
export const asAmount = { "store credit": "as store credit", "gift card": "as a gift card", cash: "as money" };

/** In what people are thanked, said before they join. */
export const thanks = {
  products: "in products you choose",
  cash: (friends: number) => plural(friends, { one: "as money once a friend has bought", other: "as money once # friends have bought" }),
};

/** On what an order counts: whole sentences, each said only where the store asks for it. */
export const conditions = {
  firstOrder: "Only a friend's first order here counts.",
  least: (amount: string) => `An order counts if there are goods for ${amount} or more in it.`,
  perFriend: (orders: number) => plural(orders, { one: "One order of each friend counts.", other: "# orders of each friend count." }),
  places: (places: string[]) => `Orders count that are placed ${choice(places)}.`,
  place: {
    "online store": "in the online store",
    "point of sale": "at the till in the shop itself",
    "draft orders": "with the store directly, by phone or mail",
    other: "by another way the store sells",
  },
};

export const tiers = {
  heading: "Where you are",
  is: {
    friend: (percent: string, firstOnly: boolean) =>
      `You are a friend: you get ${percent} of what friends pay${firstOnly ? " on their first order" : ""}.`,
    insider: (percent: string, firstOnly: boolean) =>
      `You are an insider: you get ${percent} of what friends pay${firstOnly ? " on their first order" : ""}.`,
    icon: (percent: string, firstOnly: boolean) =>
      `You are an icon: you get ${percent} of what friends pay${firstOnly ? " on their first order" : ""}.`,
  },
  next: {
    insider: (more: number) =>
      plural(more, { one: "One more friend and you are an insider.", other: "# more friends and you are an insider." }),
    icon: (more: number) => plural(more, { one: "One more friend and you are an icon.", other: "# more friends and you are an icon." }),
  },
  /** What moving up brings, each a part of the sentence that `brings` makes. */
  gains: {
    credit: (percent: string, before: string) => `${percent} instead of ${before}`,
    firstChoice: "first choice of what is new",
    cash: "money, if you like",
  },
  brings: (gains: string[]) => `It brings ${list(gains)}.`,
  bringsThanks: "It is our way of saying that we noticed.",
};
