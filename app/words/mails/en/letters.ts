/**
 * What each letter says when its owner has not worded it: {name} and the like stand for what is known of the person, whole
 * sentences among them (facts.ts). `after` and the button are not the owner's to change.
 */
import type { LetterKind, LetterWords } from "~/ports/letters";

export type LetterText = LetterWords & {
  /** Merge fields set large above the rest, with a word over each. */
  shown?: { label: string; field: string }[];
  button: string;
  /** Stands under the button. */
  after?: string;
};

const OFFER = [
  { label: "Friends save", field: "offer" },
  { label: "You get", field: "credit" },
];

const LEAVE = "You can leave whenever you like.";

export const letters: Record<LetterKind, LetterText> = {
  invitation: {
    subject: "{name}, would you share {store} with your friends?",
    opening: "{reason} Thank you for that.",
    body: `Would you choose a code of your own? Friends save {offer} with it, and you get {credit} of what they buy, to spend with us.

We ask one thing: when you share it, say that you get something for it. ${LEAVE}`,
    shown: OFFER,
    button: "Choose my code",
    after: "The button works until {until}. If this is not for you, there is nothing to do.",
  },
  reminder: {
    subject: "{name}, your code at {store} is still free",
    opening: "{reason} Some days ago we asked whether you would share {store}.",
    body: `In case it got lost: friends would save {offer} with a code of your own, and you get {credit} of what they buy, to spend with us. When you share it, you say that you get something for it.

If it is not for you, all is well: we will not ask again.`,
    shown: OFFER,
    button: "Choose my code",
    after: "The button works until {until}.",
  },
  welcome: {
    subject: "{code} is yours",
    opening: "It is lovely to have you with us.",
    body: `Friends who use {code} get {offer} off, and you get {credit} of what they buy, to spend with us.

A good first step: tell one friend about the thing you like best here, and say that you get something for it. #ad is enough. Your page has the link and two lines to copy.`,
    shown: [{ label: "Your code", field: "code" }],
    button: "See my page",
    after: "Every order of a friend shows there, with what it brings you and when.",
  },
  "first sale": {
    subject: "A friend bought with your code",
    opening: "Somebody trusted your word: your first friend has bought from us.",
    body: `{waiting}

There is nothing you have to do. If you know who it was, a short thank-you is the nicest thing you can send.`,
    shown: [{ label: "It brings you", field: "amount" }],
    button: "See what it brought",
    after: "Your page says of each order why it counts.",
  },
  "reward earned": {
    subject: "{amount} is yours now",
    opening: "The waiting is over: the days for returns have passed.",
    body: `It is with us, yours to keep and to spend. {next}

Choose something whenever you like: it does not have to be today, and it does not have to be all of it. Your page shows what you can have now and what comes next.`,
    shown: [{ label: "Yours now", field: "amount" }],
    button: "Choose something",
    after: "Thank you for telling people about us.",
  },
  "tier reached": {
    subject: "You are our {tier} now",
    opening: "Your friends liked what you told them, and more of them kept what they bought.",
    body: `We noticed, and you have moved up. {gains}

It counts from the next order of a friend on, and it stays yours: nobody moves down again. Your code, your link and your page are the same as ever.`,
    shown: [{ label: "You are now", field: "tier" }],
    button: "See my page",
    after: "Thank you for every word you put in for us.",
  },
  "code replaced": {
    subject: "You have a new code: {code}",
    opening: "We had to give you another code. We are sorry for the trouble.",
    body: `{code} works now: please use it from here on. {old_code}

You did nothing wrong: a code may be taken in the store already, or find its way to strangers. What you earned stays yours, and your link brings friends the new code by itself.`,
    shown: [{ label: "Your new code", field: "code" }],
    button: "See my new code",
    after: "If you posted the old one, change it when you can.",
  },
  progress: {
    subject: "Your {month} at {store}",
    opening: "{happened}",
    body: `{waiting} {next}

An idea for this month: {idea} Whenever you share, say that you get something for it; #ad is enough.

No time just now? Your code keeps working.`,
    shown: [
      { label: "Yours", field: "amount" },
      { label: "Waiting", field: "pending" },
    ],
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
