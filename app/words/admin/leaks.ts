/** The words around codes that look leaked. */
import type { Suspicion } from "~/domain/leak/suspect";
import { plural } from "./numbers";

const counted = (amount: number, one: string, many: string): string => `${amount.toLocaleString("en")} ${plural(amount, one, many)}`;

type Span = Suspicion["span"];
const WITHIN: Record<Span, string> = { hour: "an hour", day: "a day", week: "a week", month: "four weeks" };

export const leaksWords = {
  title: "Codes used far more than usual",
  titleOf: (codes: number) => `${codes.toLocaleString("en")} codes used far more than usual`,
  bar: "Codes",
  back: "Home",
  lead: "A code that ends up on a coupon site sells to people nobody sent. What came in since then waits for you; friends still get their discount.",
  none: "No code is used more than usual just now. We look at every order that carries one.",
  says: (name: string, code: string) => `${name}'s code ${code}`,
  because: {
    "more than usual": (uses: number, span: Span, usual: number, clicks: number) =>
      `${uses} people used it within ${WITHIN[span]} without coming by the link${clicks > 0 ? ` (the link was opened ${counted(clicks, "time", "times")})` : ""}. Up to ${usual} would still have been usual.`,
    "day after day": (days: number, _span: Span, usual: number, clicks: number) =>
      `On ${days} of the last 28 days somebody used it without coming by the link${clicks > 0 ? ` (the link was opened ${counted(clicks, "time", "times")})` : ""}. Up to ${counted(usual, "day", "days")} would still have been usual. That is how it looks when a code goes round slowly.`,
    "coupon site": (uses: number, span: Span) =>
      `${counted(uses, "person", "people")} who used it within ${WITHIN[span]} came from a site that publishes codes.`,
  },
  sites: (sites: string) => `They came from: ${sites}.`,
  noSites: "Shopify doesn't say where they came from.",
  waiting: (orders: number, since: string) =>
    orders === 0
      ? `No order waits since ${since}.`
      : `${counted(orders, "order waits", "orders wait")} for you since ${since}. Nothing of them is lost.`,
  /** After the owner's answer. */
  stillWaiting: (orders: number) => `${counted(orders, "order of then still waits", "orders of then still wait")} for your word.`,
  replace: (name: string) => `Give ${name} a new code`,
  replaceHelp: (code: string) =>
    `With a new code, ${code} stops at once, also at checkout, and what waits is yours to settle, order by order.`,
  /** Where nobody gets another. */
  end: (name: string) => `End ${name}'s code`,
  endHelp: {
    "has left": (name: string, code: string) =>
      `${name} has left, and friends who have ${code} still get their discount. If you end it, it stops at once, also at checkout.`,
    "has another": (name: string, code: string) =>
      `${name} has a newer code already. If you end ${code}, it stops at once, also at checkout, and what waits is yours to settle, order by order.`,
    "programme ended": (_name: string, code: string) =>
      `Your programme has ended. If you end ${code}, it stays off should you let the programme go on.`,
  },
  fine: "It's fine",
  fineHelp: {
    "more than usual": "If it's fine, what waits counts, and as much again won't trouble you for four weeks.",
    "coupon site": "If it's fine, what waits counts, and as much again won't trouble you for four weeks.",
    "day after day": "If it's fine, what waits counts, and so many days are what is usual for this code from now on.",
  },
  outcomes: {
    fine: "Good. What waited counts in a moment.",
    replaced: (code: string | null) =>
      code ? `Done. Their new code is ${code}; it works in a moment.` : "Done. The code stops in a moment, also at checkout.",
    "answered before": "Somebody answered this already.",
    unknown: "This is no longer there. Load the page again.",
    "not understood": "That didn't arrive whole. Please press once more.",
  },
  plot: {
    title: (code: string, span: "hour" | "day") => `${code}, ${span} by ${span}`,
    summary: (code: string, most: string, at: string) => `${code} was used without the link most often at ${at}: ${most}.`,
    withoutClick: "Without the link",
    byLink: "By the link",
    usual: "Up to here would be usual",
    yName: "Orders",
    xName: { hour: "Hour beginning", day: "Day beginning" },
  },
  orders: {
    title: (orders: number, shown: number) =>
      shown < orders
        ? `${counted(orders, "order", "orders")} with it, the latest ${shown}`
        : `${counted(orders, "order", "orders")} with it, the latest first`,
    columns: { order: "Order", placed: "Placed", who: "Buyer", from: "Came from", verdict: "Verdict" },
    first: "first order",
    again: "ordered before",
    byLink: "the link",
    unknown: "not known",
    settle: "Settle them one by one",
  },
  answered: {
    title: "Answered lately",
    fine: (day: string) => `You said on ${day} that it's fine.`,
    replaced: (day: string, newCode: boolean) => (newCode ? `You gave them a new code on ${day}` : `You ended it on ${day}`),
    stands: {
      ended: (newCode: boolean) => (newCode ? "; this one has ended." : "; it takes nothing off any more."),
      ending: () => "; Shopify is being asked to take this one no more.",
      "still works": () => ", but Shopify still takes this one.",
    },
    /** Where Shopify would not. */
    byHand: (code: string, problem: string | null) =>
      `${problem ? `Shopify said: ${problem} ` : ""}We try again every hour. To be quicker, open Discounts in Shopify, find the one that begins with “Regulars” and delete ${code} from its codes.`,
  },
  couponSites: {
    title: "Sites that publish codes",
    text: "We know the big ones. Add others you have seen your codes on.",
    label: "One a line",
    help: "For example bargains.example",
    save: "Save",
    saved: "Saved.",
    unreadable: (text: string) => `“${text}” is no site's name. Write it as in the address bar, for example bargains.example.`,
    "too many": "That are more than a hundred. Please keep the ones that matter.",
  },
};
