/** The words of the settings: for each choice what it means, and a sentence on a real order of the store. */
import { plural } from "./numbers";

export const settingsWords = {
  bar: "Settings",
  title: "What friends and ambassadors get",
  lead: "The way it is set works well for most stores. Each choice says what it means.",
  save: "Save",
  discard: "Discard",
  saved: "Saved",
  unchanged: "Nothing had changed",
  refused: "Some of it cannot be saved yet; see the notes beside the fields.",
  discountFailed: (problem: string) => `Shopify refused the friends' discount, so no code works yet: ${problem}`,
  groups: {
    friends: { title: "Friends", text: "What somebody gets who comes by an ambassador's code or link." },
    ambassadors: { title: "Ambassadors", text: "What they earn, when it is theirs, and what they can take." },
    people: { title: "Whom you invite", text: "Who counts as a power buyer, and who waits." },
  },
  fields: {
    offerPercent: { label: "Friends get", suffix: "% off", help: "Once per friend, on everything you sell." },
    newFriendsOnly: {
      label: "Only a friend's first order counts",
      help: "The discount works for everybody, because a checkout cannot tell; the ambassador earns only for people who are new to you.",
    },
    clickWindowDays: {
      label: "A visit by link counts for",
      suffix: "days",
      help: "For friends who came by the link and bought later without a code.",
    },
    creditPercent: {
      label: "Ambassadors earn",
      suffix: "% of what the friend pays",
      help: "Of the goods, after discounts and refunds, without tax and shipping.",
    },
    returnWindowDays: { label: "It waits for", suffix: "days", help: "From the day the order is sent, in case something comes back." },
    renewalsCount: {
      label: "Subscriptions that renew themselves count too",
      help: "Off: only the order that began the subscription earns.",
    },
    shelfMinimum: { label: "Products from", help: "Ambassadors choose rewards among your products at this price or more." },
    powerBuyerPercent: {
      label: "Power buyers are the best",
      suffix: "% of buyers",
      help: "The best first, as your list of power buyers has them.",
    },
    holdOutPercent: {
      label: "Wait by lot",
      suffix: "% of those invited",
      help: "They are left alone for 180 days. Comparing with them shows what inviting truly brings.",
    },
  },
  examples: {
    none: "Once your history is read, you will see here what it means on one of your own orders.",
    offer: (order: string, goods: string, pays: string) => `On order ${order} (${goods}) a friend would have paid ${pays}.`,
    credit: (order: string, name: string, earns: string) =>
      `On order ${order}, bought with that discount, ${name} would have earned ${earns}.`,
    anAmbassador: "an ambassador",
    newFriends: (orders: number, first: number) =>
      `Of your latest ${orders} orders ${first} ${plural(first, "was somebody's first", "were somebody's first")}.`,
    click: (until: string) => `A visit today counts until ${until}.`,
    returns: (until: string) => `Credit for an order sent today is theirs on ${until}.`,
    line: (people: string, share: string) => `That is ${people} people; they hold ${share} of your sales.`,
    holdOut: (percent: string, waiting: number) =>
      waiting === 0
        ? "Nobody waits; then nobody can tell what inviting brought."
        : `Of 200 people invited at once, ${waiting} wait. Under 50 at once nobody does.`,
    shelf: (variants: string) => `${variants} things you sell cost that much or more, and can be chosen.`,
    shelfNone: "None of your products costs that much, so there would be nothing to choose.",
  },
  problems: {
    number: "Write a number, such as 15 or 12.5.",
    wholeNumber: "Write a whole number of days, such as 14.",
    money: (example: string) => `Write an amount, such as ${example}.`,
  },
};
