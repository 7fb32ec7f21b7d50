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
  discount: {
    failed: (problem: string | null) => `Shopify refused the friends' discount, so no code works yet. ${problem ?? ""}`.trimEnd(),
    refused: (problem: string) => `Shopify would not do what we last asked of the friends' discount. It said: ${problem}`,
    codesWaiting: (codes: number) =>
      `${codes.toLocaleString("en")} of your ambassadors' codes ${plural(codes, "does", "do")} not work yet: Shopify has not taken ${plural(codes, "it", "them")} for over an hour. We keep asking.`,
    todo: "Look under Discounts in Shopify whether the one that begins with “Regulars” is there and switched on. Then try again: one that was deleted is made anew, with your ambassadors' codes on it.",
    again: "Try again",
    outcomes: {
      asked: "Asked. Give it a minute or two, then load the page again.",
      "nothing to do": "Nothing is left to ask for. Load the page again.",
    } as Record<string, string>,
  },
  groups: {
    friends: { title: "Friends", text: "What somebody gets who comes by an ambassador's code or link." },
    ambassadors: { title: "Ambassadors", text: "What they earn, and when it is theirs." },
    tiers: {
      title: "Those who bring more friends",
      text: "Everybody begins as a friend. Somebody moves up by friends whose orders were kept, and never down.",
    },
    rewards: { title: "Rewards", text: "What they can take for what they earned, and what it costs you." },
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
      help: "On: friends get the discount on every renewal too, since a code is on a renewal only with its discount, and each earns where the order that began it did. Off: both are for that first order alone.",
    },
    minimumSpend: {
      label: "Only orders of at least",
      help: "Goods as ordered, after discounts, without tax and shipping. Zero: every order counts.",
    },
    friendLimit: {
      label: "Orders of one friend that count",
      suffix: "orders",
      help: "Empty: all of them. With only first orders counting, it is one, and its renewals where those count.",
    },
    channels: {
      label: "Orders count when they come from",
      help: "A code works wherever Shopify takes it; only orders from these places earn.",
    },
    debtPolicy: {
      label: "When a friend returns something whose credit was spent already",
      help: "Either way the refund is taken back in full, and both of you see it. Forgiven is what stays missing: if what they took, or the order, comes back, that settles it first.",
    },
    insiderFrom: { label: "Insiders from", suffix: "friends", help: "Different people whose order was kept." },
    insiderPercent: {
      label: "Insiders earn",
      suffix: "% of what the friend pays",
      help: "From the next order on, and never less than everybody.",
    },
    iconFrom: { label: "Icons from", suffix: "friends", help: "Your very best." },
    iconPercent: {
      label: "Icons earn",
      suffix: "% of what the friend pays",
      help: "From the next order on, and never less than insiders.",
    },
    firstDibsDays: {
      label: "Icons choose first for",
      suffix: "days",
      help: "What is new among the rewards is theirs alone so long. Zero: everybody sees everything.",
    },
    rewardKinds: {
      label: "Ambassadors can take",
      help: "Some need a further permission of Shopify; you are asked for it once.",
    },
    iconCash: {
      label: "Icons may take money",
      help: "Only where money is chosen above. You say yes to each, pay it your own way, and mark it paid.",
    },
    cashMinimum: { label: "Money from", help: "The least that is paid out at once." },
    shippingCost: {
      label: "Sending a product costs you about",
      help: "Added to what a sent reward costs, so that your figures are true.",
    },
    rewardFee: { label: "Other costs of a reward", help: "Packing, fees, a card: added to each reward's cost." },
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
  choices: {
    channels: {
      "online store": "Your online store",
      "point of sale": "Your shop counter (Shopify POS)",
      "draft orders": "Orders you write yourself (draft orders)",
      other: "Other sales channels, such as the Shop app",
    },
    rewardKinds: {
      "product code": "A product, by a code that makes one free",
      "product sent": "A product that you send, after your yes",
      "store credit": "Store credit",
      "gift card": "A gift card",
      cash: "Money, for icons, after your yes",
    },
    debtPolicy: {
      carry: "The next sales make it good",
      forgive: "It is forgiven",
    },
  } as Record<string, Record<string, string>>,
  permission: {
    text: (kinds: string) => `Shopify has not yet allowed us to give ${kinds}, so ambassadors don't see it.`,
    used: (kinds: string) =>
      `Shopify does not allow us to give ${kinds} any more, or to look at them. Some were asked for or given: those still wait, or cannot be compared.`,
    ask: "Ask Shopify for it",
    kinds: { "product sent": "products that you send", "store credit": "store credit", "gift card": "gift cards" } as Record<
      string,
      string
    >,
    tryLater: "Shopify could not be asked just now. What you allowed shows here as soon as it tells us.",
    declined: "It stays as it is. You can ask again at any time.",
  },
  storefront: {
    title: "On your storefront",
    bar: "A reminder for friends",
    barText:
      "A small bar says what waits for a friend who came by a link, until they order or close it. It also lets the order count when they drop the code. It is off until you turn it on in your theme.",
    barButton: "Open the theme editor",
    pixel: "Visits that reach the checkout",
    pixelText:
      "See on your home page how many visits by link came to the checkout. Only visitors who agreed to it are counted, and nothing about them is kept. Who earns what never depends on it.",
    pixelOn: "Turn it on",
    pixelOff: "Turn it off",
    pixelPermission: "Shopify has not yet allowed us to see visits at the checkout, so nothing is counted.",
    pixelAway: "It is out of your store while the programme has ended, and comes back when it goes on.",
    pixelGoing: "It is being taken out of your store, since the programme has ended. It comes back when that goes on.",
    pixelStays: "Shopify no longer allows us to take it out of your store.",
    pixelNever: "Turn it off for good",
    pixelRefused: (problem: string) => `Shopify refused it: ${problem}`,
  },
  end: {
    title: "End the programme",
    text: "New orders no longer count, nobody can join, and the friends' discount is switched off. What your ambassadors have stays theirs to take. Before you uninstall Regulars, end it here first: Shopify leaves an app's discounts on, so the codes would go on taking something off.",
    button: "End the programme",
    confirm: "End it?",
    confirmText:
      "Ambassadors see it on their page at once. You can let it go on again later, with the same people and codes; what is bought in between won't count.",
    yes: "Yes, end it",
    no: "Keep it going",
    endedTitle: "The programme has ended",
    endedText: (day: string) =>
      `Since ${day} orders no longer count. What your ambassadors have stays theirs to take; their pages stay open.`,
    resume: "Let it go on",
    ended: "The programme has ended",
    resumed: "The programme goes on",
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
  meanwhile: {
    switches: { true: "on", false: "off" } as Record<string, string>,
    /** Of a limit. */
    none: "no limit",
  },
  problems: {
    number: "Write a number, such as 15 or 12.5.",
    wholeNumber: "Write a whole number of days, such as 14.",
    people: "Write a whole number, such as 3.",
    money: (example: string) => `Write an amount, such as ${example}.`,
  },
};
