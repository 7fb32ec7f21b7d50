/** The words of the page before invitations go out. */
import type { LeftOutReason } from "~/domain/invitation/invitation";
import type { RewardKind } from "~/domain/program/program";
import { plural } from "./numbers";

const WHY_NOT: Record<LeftOutReason, (people: number) => string> = {
  "not on the list of power buyers": (people) =>
    plural(people, "is not on the list of power buyers", "are not on the list of power buyers"),
  "no longer a customer": (people) => plural(people, "is no longer in your store's records", "are no longer in your store's records"),
  "an ambassador already": (people) => plural(people, "is an ambassador already", "are ambassadors already"),
  "left the programme": (people) => plural(people, "was one and left", "were and left"),
  "invited before": () => "had an invitation before; nobody gets two",
  "held out for now": (people) => plural(people, "waits by lot from an earlier time", "wait by lot from an earlier time"),
  "no e-mail address": (people) => plural(people, "has no e-mail address with you", "have no e-mail address with you"),
  "asked not to be written to": () => "asked not to be written to",
  "the address bounced before": (people) =>
    plural(people, "has an address that mails came back from", "have addresses that mails came back from"),
  "has not said yes to e-mail": (people) => plural(people, "has not said yes to e-mail", "have not said yes to e-mail"),
  "more than 10,000 at once": () => "come next: at most 10,000 at once",
};

const WAYS: Record<RewardKind, string> = {
  "product code": "in your products",
  "product sent": "in your products",
  "store credit": "as store credit",
  "gift card": "as a gift card",
  cash: "in cash",
};

/** "in your products, as store credit or in cash" */
function waysOf(kinds: readonly RewardKind[]): string {
  const ways = [...new Set((Object.keys(WAYS) as RewardKind[]).filter((kind) => kinds.includes(kind)).map((kind) => WAYS[kind]))];
  return ways.length > 1 ? `${ways.slice(0, -1).join(", ")} or ${ways[ways.length - 1]}` : ways.join();
}

const people = (amount: number): string => `${amount.toLocaleString("en")} ${plural(amount, "person", "people")}`;

export const inviteWords = {
  bar: "Invite",
  back: "Power buyers",
  title: (amount: number) => `Invite ${people(amount)}`,
  filtered: "Only those whom your filters leave.",
  lead: "Each gets one personal mail with one button. Nobody is asked twice.",
  who: {
    title: "Who",
    invited: (amount: number) => `${people(amount)} will get the mail`,
    heldOut: (amount: number) => `${amount.toLocaleString("en")} ${plural(amount, "waits", "wait")} by lot`,
    heldOutWhy: "They are left alone for 180 days, so that you can see what inviting truly changes. Which ones is drawn when you send.",
  },
  whyNot: {
    title: "Who not, and why",
    none: "Nobody on the list is left out.",
    line: (reason: string, amount: number) => `${people(amount)} ${wordsFor(reason)(amount)}`,
  },
  cost: {
    title: "What it can cost at most",
    nothing: "Sending costs you nothing. You pay only when a friend buys.",
    share: (offer: string, credit: string, most: { percent: string; tier: string } | null, kinds: readonly RewardKind[]) =>
      `Then the friend gets ${offer} % off, and the ambassador earns ${credit} % of what the friend pays${most ? `, as ${most.tier === "icon" ? "an icon" : "an insider"} ${most.percent} %` : ""}, to take ${waysOf(kinds)}.`,
    example: (order: string, goods: string, off: string, earned: string, most: string) =>
      `On an order like ${order} (${goods}) that is ${off} off and up to ${earned} earned: ${most} at most.`,
    beside: (amount: string, sent: boolean) =>
      `Each reward you give costs you up to ${amount} more, as you wrote in the settings: ${sent ? "sending it, and fees" : "fees"}.`,
    product: "A product given costs you only what it cost you to buy or make.",
    change: "Change what they get",
  },
  mail: { title: "The mail, as the first of them gets it", to: "To", subject: "Subject", frame: "The invitation mail" },
  send: (amount: number) => `Send ${amount.toLocaleString("en")} ${plural(amount, "invitation", "invitations")}`,
  sending: "Sending …",
  changed: {
    title: "Nothing was sent: this changed since you looked",
    text: (amount: number) =>
      `Your list, your settings or who may get mail is not what this page showed. It shows them anew now: ${people(amount)} would get the mail. Look again, and send if it is right.`,
  },
  sent: {
    title: (amount: number) =>
      `${amount.toLocaleString("en")} ${plural(amount, "invitation is", "invitations are")} on ${plural(amount, "its", "their")} way`,
    text: "They go out one by one over the next minutes, and to people who are asleep now in their own morning. You will see on the home page who has joined.",
    heldOut: (amount: number) => (amount > 0 ? `${people(amount)} ${plural(amount, "waits", "wait")} by lot.` : ""),
    action: "Go to the home page",
  },
  nobody: { title: "There is nobody new to invite", text: "Everybody on the list is accounted for:", action: "See your power buyers" },
  notMined: {
    title: "First, let's find out whom to invite",
    text: "Your order history has to be read before anybody can be invited.",
    action: "Read my order history",
  },
  noAddress: {
    title: "First, your store's postal address",
    text: "The law asks that every mail like this names it, and Shopify tells us none. Write it on the page of your letters; then invitations can go.",
    action: "Write my address",
  },
  ended: {
    title: "Your programme has ended",
    text: (day: string) =>
      `It ended on ${day}, so nobody can join. Let it go on in the settings, with the same people and codes; then invite.`,
    action: "Open the settings",
  },
  noProgramme: {
    title: "Your programme is not running",
    text: "Open Regulars again from your Shopify admin; it is set up by itself.",
    action: "Go to the home page",
  },
};

function wordsFor(reason: string): (amount: number) => string {
  return (WHY_NOT as Record<string, ((amount: number) => string) | undefined>)[reason] ?? (() => reason);
}
