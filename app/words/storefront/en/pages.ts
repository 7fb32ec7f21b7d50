/** What the store's pages say, in English, page by page. What they say of facts (an order, a reward, a tier) has files of its own beside. */
import { speech } from "../speech";
import { lookAgain } from "./own-page";

const { plural, number, choice } = speech("en");
const days = (count: number): string => plural(count, { one: "# day", other: "# days" });

export const common = {
  toStore: "To the store",
  copied: "Copied",
};

export const join = {
  heading: (name: string | null) => (name ? `${name}, will you tell your friends?` : "Will you tell your friends?"),
  lead: (shop: string) => `${shop} invites you: you know what is good there. If you tell your friends, this is what happens:`,
  friends: "Your friends get",
  friendsText: (percent: string) => `${percent} off with your code, once each.`,
  you: "You get",
  /** `ways`: null where it is products alone; none: nothing is said of it. */
  youText: (percent: string, shop: string, newOnly: boolean, ways: string[] | null) => {
    const share = `${percent} of what they ${newOnly ? "buy on their first order" : "buy"}`;
    if (!ways) return `${share}, to spend on products you choose at ${shop}.`;
    return ways.length ? `${share}. ${shop} gives it to you ${choice(ways)}.` : `${share}.`;
  },
  example: (pays: string, yours: string) => `A friend pays ${pays}: that makes ${yours} for you.`,
  aboutYou: "Tell us a little about you, if you like",
  aboutYouHelp: (shop: string) => `Only ${shop} sees it, and nobody checks the numbers. You can change it later, or leave it out.`,
  yours: (returnDays: number) => `It is yours ${days(returnDays)} after their parcel is on its way, in case they return something.`,
  ask: "We ask",
  askText: "Say that you get something for it whenever you share it. Adding #ad is enough.",
  name: "The name your friends know you by",
  code: "Your code",
  codeHelp: "Keep this one or make your own: easy to say, 4 to 20 letters and digits.",
  ideas: "Ideas:",
  friendsSee: (shop: string) =>
    `Your friends get a page with your name on it. What you buy stays between you and ${shop}: the page shows something of it only if you choose that later.`,
  button: "Join",
  openUntil: (day: string) => `This invitation is yours alone. It is open until ${day}.`,
  mustAgree: "Please tick this first. People must be able to see that you get something for it.",
  wentWrong: "One thing needs another look. What you typed is still here.",
};

export const joined = {
  heading: (name: string) => `Welcome, ${name}.`,
  codeIs: "Your code is",
  making: "We're telling the store's checkout about it. In a few minutes your friends can use it.",
  yourPage: "The page for your friends:",
  pageShows:
    "It has your name and the offer on it, and nothing of what you buy. If you like, show your friends a few things you love: you choose them on your own page.",
  next: "Your own page shows what your friends bought, what is yours and what you can have for it. Sign in with the e-mail address we wrote to.",
  button: "See my page",
};

export const closedLinks = {
  "link unknown": {
    heading: "This link leads nowhere",
    text: "Please open it from the mail once more. If that doesn't help, the mail may have cut it off.",
  },
  "link expired": {
    heading: "This invitation has run out",
    text: "Invitations are open for two weeks. Write to the store if you'd still like to join; they'll be glad.",
  },
  "link used": { heading: "You're already in", text: "This invitation has done its work. Your own page is one press away." },
  "no programme": { heading: "There is nothing to join just now", text: "The store has paused this. Thank you for looking." },
};

export const signIn = {
  heading: "Your rewards",
  text: "Sign in to see your code, what your friends bought and what is yours.",
  button: "Sign in",
  email: "Use the e-mail address the store writes to you at. There is no other account to make.",
};

export const stranger = {
  heading: "Nothing here yet",
  text: (shop: string) => `This page is for people ${shop} has asked to tell their friends. If you were asked, open the link in that mail.`,
};

export const rewards = {
  heading: (name: string) => `Hello ${name}`,
  next: "What you could have",
  canHave: (title: string) => `You can have the ${title} now.`,
  toGo: (lack: string, title: string) => `${lack} to go for the ${title}`,
  progress: (title: string) => `How much of the ${title} is yours already`,
  canTake: (amount: string, ways: string[]) => `You can take your ${amount} now, ${choice(ways)}.`,
  toGoFor: (lack: string, ways: string[]) => `${lack} to go, and you can take it ${choice(ways)}.`,
  progressFor: "How much of that is yours already",
  choose: "Choose it",
  share: "Tell your friends",
  yourCode: "Your code",
  yourLink: "Your link",
  linkHelp: "Your link leads to a page with your name on it. The discount is there by itself.",
  qr: (code: string) => `A picture a phone's camera reads: it opens the page of ${code}`,
  qrHelp: "Let a friend point their phone at it.",
  copyCode: "Copy code",
  copyLink: "Copy link",
  shareButton: "Share",
  whatsapp: "WhatsApp",
  mail: "E-mail",
  mailSubject: (shop: string) => `Something for you at ${shop}`,
  captions: "Words you can use",
  captionsHelp: "They begin with #ad, because people must see at once that you get something for it.",
  copyWords: "Copy these words",
  noCode: "Your code stands here as soon as it is ready.",
  orders: "What your friends bought",
  noOrders: "Nothing yet. Most people begin by sending their link to one friend who would like it.",
  waitingForBank: (amount: string) => `${amount} waiting for the bank's answer`,
  waiting: (amount: string, until: string | null) =>
    until
      ? `${amount} waiting until ${until}, in case something is returned`
      : `${amount} waiting until the parcel has gone out and can't be returned any more`,
  isYours: (amount: string) => `${amount} is yours`,
  earlierOrders: (count: number) => plural(count, { one: "Show # earlier one", other: "Show # earlier ones" }),
  moreOrders: (shown: number, total: number) => `The latest ${number(shown)} of ${number(total)}.`,
  shelf: "What you can take",
  shelfHelp: (earned: string) => `You have ${earned} to spend here.`,
  emptyShelf: "The store hasn't put anything here yet. What is yours stays yours.",
  ways: {
    "product code": { take: "Take this", who: "You get a code for your cart; where the store asks for delivery, you pay that." },
    "product sent": { take: "Have it sent", who: "The store sends it and pays the delivery." },
  },
  firstChoice: "New. As an icon you choose first.",
  iconsFirst: (until: string) => `New. Icons choose first; from ${until} it is there for you too.`,
  amounts: {
    heading: "Or take an amount",
    howMuch: (least: string, earned: string) => `How much? From ${least} up to your ${earned}.`,
    from: (title: string, least: string) => `${title}: from ${least} on.`,
    kinds: {
      "store credit": {
        title: "Store credit",
        text: "It goes to your account at the store, to spend on anything. Sign in at the checkout to use it.",
        button: "Yes, put it on my account",
      },
      "gift card": {
        title: "A gift card",
        text: "You get a code that anybody can spend here. It may be a present, too.",
        button: "Yes, make it",
      },
      cash: {
        title: "Money",
        text: "The store looks at it first and then pays you. They write to you if they need anything.",
        button: "Yes, ask for it",
      },
    },
  },
  ended: (theirs: string) =>
    `The store has ended this, so new orders no longer count. ${theirs} What is yours you can take below. Thank you for everything.`,
  confirm: (title: string, price: string, earned: string) => `Take the ${title} for ${price} of your ${earned}?`,
  confirmButton: "Yes, take it",
  where: {
    heading: "Where it goes",
    right: "The store sends it here. Is that right?",
    yes: "Yes, send it here",
    none: "The store has no address of you yet, and without one nothing can be sent.",
    change: "Change my address",
    add: "Add my address",
    changed: "That opens your account at the store. When it's done, look again here.",
    again: "Look again",
  },
  shelfLack: (lack: string) => `${lack} to go`,
  moreShelf: (count: number) => `Show ${count} more`,
  taken: "What you have taken",
  use: "Put it in my cart",
  smallPrint: "The small print",
  rates: (offer: string, credit: string, returnDays: number) =>
    `Your friends get ${offer} off. You get ${credit} of what they pay for goods, without tax and delivery. It waits ${days(returnDays)} and then is yours.`,
  reversal: "If a friend returns something, its part goes back too. Your own orders don't count.",
  leave: "Leave",
  leaveText: (code: string | null, theirs: string, settles: boolean) =>
    `Your page closes at once${code ? ` and orders with ${code} no longer count for you; friends who have the code keep their discount` : ""}. ${theirs}${settles ? " Write to the store, and they settle it with you." : ""}`,
  leaveButton: "Yes, close my page",
  leftSettled: "Your page is closed, and nothing is left to settle. Thank you for everything.",
  /** `settles`: something is theirs, or will be. */
  left: (theirs: string, settles: boolean) =>
    `Your page is closed. ${theirs}${settles ? " Write to the store, and they settle it with you." : ""} Thank you for everything.`,
};

/** What pressing a button on the rewards page led to. */
export const outcomes = {
  ...lookAgain,
  requested: (kind: string, title: string) =>
    ({
      "product code": `Good choice. We're making a code that makes one ${title} free; it stands below in a moment.`,
      "product sent": `Good choice. The store knows and will send you the ${title}.`,
      "store credit": "Good. It is on its way to your account at the store.",
      "gift card": "Good. We're making your gift card; its code stands below in a moment.",
      cash: "Good. The store knows and will look at it.",
    })[kind] ?? "Good. It stands below.",
  "not offered": "The store doesn't offer that just now. Nothing was taken; choose anything else you like.",
  "not your tier": "That is for icons. Nothing was taken; choose anything else you like.",
  "first dibs": (until: string | null) =>
    until
      ? `That one is new, and icons choose first. From ${until} it is there for you too. Nothing was taken.`
      : "That one is new, and icons choose first. Nothing was taken.",
  "amount too small": (least: string | null) =>
    least ? `Please take ${least} or more. Nothing was taken.` : "Please take a little more. Nothing was taken.",
  "no such amount": "We couldn't read that amount. Write it like 5 or 5.50. Nothing was taken.",
  "same request": "You took this already; one press is enough. It stands below.",
  "given back before":
    "What you took with this button came back, and what it cost is yours again. Nothing was taken now; press once more if you still like it.",
  "another amount before": (taken: string | null) =>
    `This button took ${taken ?? "another amount"} before, which stands below. Nothing more was taken; press once more if you would like another amount too.`,
  "balance too low": (lack: string | null) =>
    lack ? `That one needs ${lack} more. Nothing was taken.` : "That one needs more than is yours now. Nothing was taken.",
  "price changed": (price: string | null) =>
    price
      ? `Its price has changed to ${price}, so nothing was taken. Press again if that's all right.`
      : "Its price has changed, so nothing was taken. Look again before you choose.",
  gone: "It has just sold out. Nothing was taken; choose anything else you like.",
  "not on the shelf": "The store has taken that one off. Nothing was taken; choose anything else you like.",
  "confirm address": "Nothing is taken yet. Look first where it would go.",
  "address changed": "Your address at the store is another by now, so nothing was taken. Look again where it would go.",
  "no address": "Nothing was taken: the store doesn't know yet where to send it.",
  "try later": "The store's till doesn't answer just now. Nothing was taken; try again in a few minutes.",
  "no programme": "The store has paused this. Nothing was taken, and what is yours stays yours.",
  "not an ambassador": "Your page is closed, so nothing was taken. Write to the store and they settle what is yours.",
  "press again": "This page had been open for long. Nothing was taken; press once more.",
  "code changed": "Good choice. Your new code is being made; the old one works for a while yet.",
  "code taken back": "It is your code again. The other one works for a while yet.",
  "code unchanged": "That one is yours already.",
  "changed often": (againAt: string | null) =>
    `You've changed it a few times, and the old ones still work. ${againAt ? `From ${againAt} on` : "Soon"} you can choose another. Nothing was changed.`,
  paused: "Enjoy your break. Your page for friends says so, and your code works as before.",
  "already paused": "You are taking a break already.",
  resumed: "Welcome back. Your page for friends is open again.",
  "not paused": "Your page is open already.",
  saved: "Saved.",
  left: "Done. Your page is closed.",
  "already left": "Your page was closed already.",
};

export const landing = {
  heading: (name: string, shop: string) => `${name} shops at ${shop}`,
  loves: (name: string) => `What ${name} loves`,
  pausedHeading: (name: string) => `${name} is taking a break`,
  pausedText: (name: string) => `Have you got a code from ${name}? It works as before. The store is open, too.`,
  offer: (percent: string) => `${percent} off for you`,
  offerText: "It is taken off by itself at the checkout.",
  button: (percent: string) => `Start with ${percent} off`,
  disclosure: (name: string, shop: string, products: boolean) =>
    `${name} gets ${products ? "products" : "something"} from ${shop} when friends buy.`,
  notReady: (name: string) => `${name} has only just joined and the discount is still being made. Please try again in a few minutes.`,
  closedHeading: "This page is closed",
  closedText: "The discount that was here is no longer given. The store is still there.",
  unknownHeading: "We can't find that page",
  unknownText: "Look at the link once more: a letter may be missing.",
};

export const optOut = {
  heading: "No more mails like this?",
  text: "Press the button and you won't get invitations or reminders like this one any more. Mails about your orders still come.",
  button: "Yes, no more of these",
  doneHeading: "Done",
  doneText:
    "You won't get mails like this any more. If you'd like to join one day, the link in the invitation still works until it runs out.",
  unknownHeading: "This link leads nowhere",
  unknownText: "It may have been cut off. Please open it from the mail once more.",
};

/** In customer accounts and on the thank-you page, where the rewards page's own words don't reach. */
export const account = {
  order: {
    reward: (title: string) =>
      title ? `With this order you took your reward: ${title}. Enjoy it.` : "With this order you took your reward. Enjoy it.",
    countsFor: (name: string) => `${name} told you about us, and gets a thank-you from us because you bought.`,
  },
};

export const trouble = {
  tooManyHeading: "Let's take a breath",
  tooManyText: "There were very many tries from your address just now. Please wait a minute and try again.",
  brokenHeading: "That didn't work",
  brokenText: "It's our fault, and nothing was lost. Please try again in a few minutes.",
  notLetIn: "We couldn't see who you are. Please sign in and try again.",
  tooLargeHeading: "That was too much at once",
  tooLargeText: "Please go back and write a little less.",
};
