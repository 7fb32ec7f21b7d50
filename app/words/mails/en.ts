/**
 * Every word of every letter, in English: the defaults an owner may write over, the fixed parts around them, and what the merge
 * fields say. Another language is another file of the same shape.
 */
import type { LetterFacts, LetterKind, LetterWords } from "~/ports/letters";

/** `after`: stands under the button and is not the owner's to change. */
export type LetterText = LetterWords & { button: string; after?: string };

const LEAVE = "You can leave whenever you like.";

const letters: Record<LetterKind, LetterText> = {
  invitation: {
    subject: "{name}, would you share {store} with your friends?",
    opening: "{reason} We would like to thank you for it.",
    body: `Would you choose a code of your own? Your friends get {offer} off with it, and you get {credit} of what they buy, to spend on our products.

We ask one thing: when you share it, say that you get something for it. ${LEAVE}`,
    button: "Choose my code",
    after: "The button works until {until}. If this is not for you, there is nothing to do.",
  },
  reminder: {
    subject: "{name}, your code at {store} is still free",
    opening: "{reason} Some days ago we asked whether you would share {store} with friends.",
    body: `In case it got lost: your friends would get {offer} off with a code of your own, and you {credit} of what they buy, to spend on our products. When you share it, you say that you get something for it.

We will not ask again.`,
    button: "Choose my code",
    after: "The button works until {until}. If this is not for you, there is nothing to do.",
  },
  welcome: {
    subject: "{code} is yours",
    opening: "It is lovely to have you with us.",
    body: `Your code is {code}. Friends who use it get {offer} off, and you get {credit} of what they buy, to spend on our products.

A good first step: tell one friend about the thing you like best here, and say that you get something for it. #ad is enough. Your page has the link and two lines to copy.`,
    button: "See my page",
    after: "Every order of a friend shows there, with what it brings you and when.",
  },
  "first sale": {
    subject: "A friend bought with your code",
    opening: "Somebody trusted your word: your first friend has bought from us.",
    body: `That brings you {amount}. {waiting}

There is nothing you have to do. If you know who it was, a short thank-you is the nicest thing you can send; and if another friend asks, your code is the same as ever.`,
    button: "See what it brought",
    after: "Your page says of each order why it counts.",
  },
  "reward earned": {
    subject: "{amount} is yours now",
    opening: "The waiting is over, and nothing came back.",
    body: `You have {amount} with us, yours to keep and to spend. {next}

Choose something whenever you like: it does not have to be today, and it does not have to be all of it. On your page each product shows its price, so you see what you can have now and what comes next.`,
    button: "Choose something",
    after: "Thank you for telling people about us.",
  },
  "tier reached": {
    subject: "You are our {tier} now",
    opening: "Your friends liked what you told them, and more of them kept what they bought.",
    body: `We noticed, and you have moved up: you are our {tier} now. {gains}

It counts from the next order of a friend on, and it stays yours: nobody moves down again. Your code, your link and your page are the same as ever.`,
    button: "See my page",
    after: "Thank you for every word you put in for us.",
  },
  "code replaced": {
    subject: "You have a new code: {code}",
    opening: "We had to give you another code. We are sorry for the trouble.",
    body: `Your new code is {code}, and it works now. Please use it from here on. {old_code}

You did nothing wrong: a code may be taken in the store already, or find its way to strangers. What you earned stays yours, and your link brings friends the new code by itself.`,
    button: "See my new code",
    after: "If you posted the old one, change it when you can.",
  },
  progress: {
    subject: "Your {month} at {store}",
    opening: "{happened}",
    body: `{waiting} {next}

An idea for this month: {idea} Whenever you share, say that you get something for it; #ad is enough.

No time just now? That is fine: your code keeps working.`,
    button: "See where I stand",
    after: "We write this once a month, and only while you are with us.",
  },
  goodbye: {
    subject: "Thank you, {name}",
    opening: "You have left, and everything is done as you asked.",
    body: `Your page is closed, and your code brings you nothing any more. Friends who have it may still use it once. {kept}

Thank you for every good word. You stay a customer like any other, and we are glad to have you. We will not write to you about this again.`,
    button: "See what is mine",
  },
};

const tiers = { friend: "Friend", insider: "Insider", icon: "Icon" } as const;

const ideas = [
  "tell somebody how you found the thing you use most.",
  "put your link under a picture of it in use, just as it is.",
  "ask a friend what they are looking for, and say honestly whether we have it.",
  "show the one thing you would buy again tomorrow.",
  "lend somebody yours before they decide.",
  "write two lines about what surprised you, good or bad.",
];

const times = (count: number, one: string, many: string): string => (count === 1 ? one : `${count} ${many}`);

/** What each merge field says; "" where nothing is known. */
function fields(facts: LetterFacts): Record<string, string> {
  const percent = (text: string | undefined) => (text ? `${text} %` : "");
  return {
    name: facts.firstName ?? "",
    store: facts.storeName,
    reason: reason(facts),
    offer: percent(facts.offerPercent),
    credit: percent(facts.creditPercent),
    until: facts.openUntil ?? "",
    code: facts.code ?? "",
    old_code: facts.oldCode ? `The old one, ${facts.oldCode}, does not count for you any more.` : "",
    amount: facts.amount ?? "",
    tier: facts.tier ? tiers[facts.tier] : "",
    gains: gains(facts),
    waiting: waiting(facts),
    next: next(facts),
    month: facts.month?.name ?? "",
    happened: happened(facts),
    idea: ideas[(facts.ideaNumber ?? 0) % ideas.length],
    kept: facts.kept ? `Your ${facts.kept} stays yours: sign in and spend it whenever you like.` : "",
  };
}

function reason({ whyYou }: LetterFacts): string {
  if (!whyYou) return "";
  if (whyYou === "comes back") return "You have come back to us again and again.";
  if (whyYou === "chosen") return "You are one of the people we are gladdest to have as a customer.";
  return `You've been with us since ${whyYou.since}.`;
}

function gains({ gains }: LetterFacts): string {
  const said = [
    gains?.credit ? `${gains.credit} % of what your friends buy` : "",
    gains?.firstChoice ? "first choice of what is new" : "",
    gains?.cash ? "money instead of products, if you like" : "",
  ].filter(Boolean);
  if (!said.length) return "";
  return `That brings you ${said.length === 1 ? said[0] : `${said.slice(0, -1).join(", ")} and ${said.at(-1)}`}.`;
}

function waiting({ standing, pending }: LetterFacts): string {
  if (pending) return `${pending.amount} is waiting${pending.until ? ` until ${pending.until}` : ""}, in case something comes back.`;
  if (!standing) return "";
  if (standing === "yours") return "It is yours already, to spend on whatever you like best here.";
  const until = standing.waitsUntil ?? "some days after the parcel is on its way";
  return `It waits until ${until}, in case something comes back; then it is yours, to spend on whatever you like best here.`;
}

function next({ next: product }: LetterFacts): string {
  if (!product) return "";
  return product.lack ? `${product.lack} more, and ${product.title} is yours.` : `${product.title} is within reach: you can have it now.`;
}

function happened({ month, storeName }: LetterFacts): string {
  if (!month) return "";
  const { visits, sales, earned } = month;
  if (sales > 0)
    return `In ${month.name} ${times(sales, "1 friend", "friends")} bought with your code${earned ? `, which brings you ${earned}` : ""}.`;
  if (visits > 0)
    return `In ${month.name} your page was opened ${times(visits, "once", "times")}; nobody has bought yet, and that is how it begins.`;
  return `It was a quiet ${month.name}: nobody came by your link. That happens to everybody at ${storeName}.`;
}

export const mailWords = {
  letters,
  fields,
  greeting: (name: string | null) => (name ? `Hello ${name},` : "Hello,"),
  footer: {
    because: (kind: LetterKind, store: string) =>
      kind === "invitation" || kind === "reminder"
        ? `You said yes to e-mail from ${store}.`
        : kind === "goodbye"
          ? `You were one of the people who share ${store}.`
          : `You get this because you share ${store} with your friends.`,
    optOut: "Please don't write to me about this again",
  },
};

export type MailWords = typeof mailWords;
