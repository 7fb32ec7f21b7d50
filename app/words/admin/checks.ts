/** The words of the comparisons with Shopify: how it stands, each run, and for every difference what to do. */
import type { ComparedPart, DiscountDifference, ProblemKind } from "~/domain/shop/reconciliation";
import { inWords, ofRewardInWords } from "./differences";
import { day, plural, type HowWritten } from "./numbers";

/** A problem as it was found. */
type Told = {
  about: string;
  /** Of the reward's amounts. */ currency?: string | null;
  differs?: DiscountDifference[];
  title?: string;
  madeAt?: string;
  reason?: string;
};
type Problem = {
  says: (name: string, what: string, problem: Told, written: HowWritten) => string;
  todo: string;
  way?: { label: string; url: string };
};

const someone = "an ambassador";
/** What a kind of reward that needs a permission is looked at as. */
const givenAs: Record<string, string> = { "store credit": "store credit", "gift card": "gift cards", "product sent": "draft orders" };
/** What a check did not get done, as an owner knows it. */
const couldNot: Record<ComparedPart, string> = {
  "the store": "what your store's settings and the app's permissions are now",
  "older orders": "whether older orders may be read",
  "changed orders": "which orders changed",
  chargebacks: "which payments a bank asked back",
  "deleted orders": "which orders were deleted",
  customers: "which customers became one",
  rewards: "every reward that was given",
  "unknown rewards": "whether there are rewards in Shopify that we don't know of",
  discounts: "every discount and code",
};
/** Its sentence goes on in ours. */
const withoutStop = (said: string): string => said.trim().replace(/[.\s]+$/, "");
const rewards = { label: "Settle it", url: "/app/rewards" };

const problems: Record<ProblemKind, Problem> = {
  "discount gone": {
    says: () => "The friends' discount was deleted in Shopify, so no code of your ambassadors takes anything off.",
    todo: "If that wasn't meant, put it back: it is made anew, and your ambassadors' codes work again within minutes. If it was, end the programme in the settings.",
  },
  "discount ended": {
    says: () => "The friends' discount was switched off in Shopify, so no code of your ambassadors takes anything off.",
    todo: "In Shopify, open Discounts, find the one that begins with “Regulars” and press Activate. If it was meant, end the programme in the settings.",
  },
  "discount still on": {
    says: () => "Your programme has ended, yet a friends' discount of it still took something off.",
    todo: "We switch it off now. Should it stand here again after the next check, open Discounts in Shopify, find the one that begins with “Regulars” and press Deactivate.",
  },
  "discount changed": {
    says: (_name, _what, { differs = [] }, written) =>
      `The friends' discount is not in Shopify as you set it here: ${differs.map((one) => inWords(one, written)).join("; ")}. Your ambassadors' pages promise what you set here.`,
    todo: "If that wasn't meant, put it back. If it was, set the offer in the settings here, so that friends read what they get. Should it stand here again after you put it back, change it in Shopify, under Discounts.",
  },
  "discount of before": {
    says: (_name, _what, { title = "", madeAt = "" }, written) =>
      `“${title}”${madeAt && `, made on ${day(madeAt, written)}`}, is from before Regulars was installed anew. Its codes still take something off, and orders with them count for nobody.`,
    todo: "If friends should no longer use these codes, open Discounts in Shopify, find the one of that day and press Deactivate. The ones your programme uses now are newer. If friends may go on using them, press “I have seen to this”.",
  },
  "code gone": {
    says: (name, what) => `${name}'s code ${what} was removed in Shopify, so it takes nothing off for their friends.`,
    todo: "If that wasn't meant, put it back. If it was, end the code here, too: they get another one at once and a mail that says so, and their link goes on working.",
  },
  "code elsewhere": {
    says: (name, what) => `${name}'s code ${what} is on another discount in Shopify now, so friends get what that one gives.`,
    todo: "Take it off that discount in Shopify, then put it back here. Until then, orders with it still count as theirs. If you want it there, press “I have seen to this”.",
  },
  "code still works": {
    says: (name, what) => `${name}'s old code ${what} has ended here, but Shopify would not remove it, so it still takes something off.`,
    todo: "We try again every hour. To be quicker, open Discounts in Shopify, find the one that begins with “Regulars” and delete the code from it.",
  },
  "orders not shown": {
    says: (_name, _what, { about }) =>
      `Shopify does not show us ${about} ${plural(Number(about), "order", "orders")} that ambassadors were thanked for. So many at once is unusual, so we changed nothing.`,
    todo: "If you still see them under Orders in Shopify, there is nothing to do: the next check asks again, and Shopify may have been busy, or the app may have lost a permission. If you deleted them, say so, and what they brought is taken back.",
  },
  "chargeback not shown": {
    says: (name, what) =>
      `A friend's bank asked back the payment of order ${what}, and Shopify no longer shows us how that ended. ${name}'s credit for it waits.`,
    todo: "Look at the order in Shopify, or at your payments, and say it here. If you won, the credit is theirs; if the bank took the money back, the credit goes. If it is still open, leave it for now.",
  },
  "customer gone": {
    says: (name) => `Shopify no longer knows the customer ${name} was, so they cannot open their page.`,
    todo: "If they are another customer now, write that customer's e-mail address here. Everything they have moves along.",
  },
  "two ambassadors": {
    says: (name) =>
      `${name} became one customer with another ambassador in Shopify. The other one goes on; ${name}'s own balance is kept apart.`,
    todo: "Look at the statement, settle what is theirs with them, and it stays in the books as it is.",
    way: { label: "See your ambassadors", url: "/app/ambassadors" },
  },
  "reward code gone": {
    says: (name, what) => `The code for ${name}'s ${what} was deleted in Shopify, so it frees nothing any more.`,
    todo: "If you didn't mean to, make a code for them by hand in Shopify. Unused, its price returns to them when its days are over. Either way, press “I have seen to this”.",
  },
  "reward code ended": {
    says: (name, what) => `The code for ${name}'s ${what} was switched off in Shopify before its last day.`,
    todo: "In Shopify, open Discounts, find it and press Activate. Unused, its price returns to them when its days are over. If you meant to, press “I have seen to this”.",
  },
  "reward code changed": {
    says: (name, what, { differs = [], currency = null }, written) =>
      `The code for ${name}'s ${what} is not in Shopify as it was given: ${differs.map((one) => ofRewardInWords(one, currency, written)).join("; ")}.`,
    todo: "If that wasn't meant, open Discounts in Shopify, find the code and change it back. If it was, tell them, for their page shows what was given, and press “I have seen to this”.",
  },
  "store credit gone": {
    says: (name, what) => `${name} took ${what}, but their store credit in Shopify does not show it.`,
    todo: "Look at the customer's store credit in Shopify. If it was never given, give it there by hand. Then press “I have seen to this”.",
  },
  "gift card gone": {
    says: (name, what) => `${name} took ${what}, but Shopify knows no such gift card.`,
    todo: "Look at the customer in Shopify. If they never got one, make one there by hand. Then press “I have seen to this”.",
  },
  "gift card switched off": {
    says: (name, what) => `The gift card of ${name} (${what}) was switched off in Shopify.`,
    todo: "If you didn't mean to, make a new one for them in Shopify: one that is off cannot be switched on again. Either way, press “I have seen to this”.",
  },
  "draft gone": {
    says: (name, what) => `The order that was to send ${what} to ${name} was deleted in Shopify.`,
    todo: "If it was never sent, make a draft order for them in Shopify. Then press “I have seen to this”.",
  },
  "waiting reward is there": {
    says: (name, what) => `${name}'s ${what} waits for you, and Shopify has what it would be.`,
    todo: "So they have it: press “They have it”.",
    way: rewards,
  },
  "waiting reward is not there": {
    says: (name, what) => `${name}'s ${what} waits for you, and Shopify knows nothing of it.`,
    todo: "So they don't have it: give the credit back.",
    way: rewards,
  },
  "returned reward works": {
    says: (name, what) => `${name} had the credit for ${what} back, and in Shopify it can be used all the same.`,
    todo: "We are switching it off. If this still stands here after the next check, switch it off in Shopify: under Discounts, or under Gift cards.",
  },
  "reward not answered": {
    says: (name, what) => `Shopify would not tell what became of ${name}'s ${what}.`,
    todo: "Nothing to do now: the next comparison asks again. If it stays, look for it in Shopify and press “I have seen to this”.",
  },
  "kind not allowed": {
    says: (_name, _what, { about }) =>
      `Shopify no longer lets us look at ${givenAs[about] ?? "some rewards"}, so what your ambassadors got that way was not compared.`,
    todo: "In the settings, press “Ask Shopify for it”. If you no longer want us to look at it, press “I have seen to this” here: it is left out, and what your ambassadors have stays theirs.",
    way: { label: "Open the settings", url: "/app/settings" },
  },
  "not compared": {
    says: (_name, _what, { about, reason }) =>
      `This check could not find out ${(couldNot as Record<string, string>)[about] ?? "everything"}${reason ? `, for Shopify said: ${withoutStop(reason)}` : ", and that is our fault"}. Everything else was compared.`,
    todo: "Nothing is lost: it is tried again within the hour. If it still stands here tomorrow, write to whoever runs Regulars for you.",
  },
};

export const checksWords = {
  bar: "Checks",
  title: "Do our books and Shopify agree?",
  lead: "Every hour we ask Shopify what changed. What no message told us of is found and read again; what only you can settle stands here.",
  back: "Home",
  now: "Check now",
  asked: "Asked. It takes a minute or two; you can leave this page.",
  states: {
    "no history": { badge: "Not yet", says: "There is nothing to compare with yet: first your order history is read, from the home page." },
    never: {
      badge: "Not yet",
      says: "Nothing has been compared yet. The first check runs within the hour, or now if you press the button.",
    },
    "under way": { badge: "Under way", says: "A check is running. You can leave this page; it goes on without you." },
    failing: {
      badge: "Waiting for Shopify",
      says: "The last check broke off, because Shopify could not be asked. Nothing is lost: the next one looks at everything this one missed.",
    },
    "in part": { badge: "In part", says: "The last check went through, save for what stands below." },
    working: { badge: "Working", says: "The last check went through." },
  },
  shopifySaid: (text: string) => `Shopify said: ${text}`,
  behind: (until: string) =>
    `So much changed in your store that one check could not read it all. What changed until ${until} is compared; another check goes on from there by itself.`,
  lastAt: (when: string) => `Last whole check: ${when}.`,
  problems: {
    title: (count: number) =>
      count === 0 ? "Nothing needs you" : count === 1 ? "One thing needs you" : `${count.toLocaleString("en")} things need you`,
    none: "Everything we gave out is in Shopify as it should be.",
    notChecked: "We will know after the first whole check.",
    of: (kind: string, told: Told, name: string | null, what: string | null, written: HowWritten) => {
      const found = (problems as Record<string, Problem | undefined>)[kind];
      if (!found) return { says: kind, todo: "", way: undefined };
      const says = found.says(name ?? someone, what ?? "a reward", told, written);
      return { says: says.charAt(0).toUpperCase() + says.slice(1), todo: found.todo, way: found.way };
    },
  },
  restore: {
    button: "Put it back",
    outcomes: {
      asked: "Asked. Shopify has it back within a minute or two; the next check looks again.",
      unknown: "It is no longer one of yours. Load the page again.",
      "not understood": "We could not tell what to put back. Load the page again and try once more.",
    } as Record<string, string>,
  },
  endCode: {
    button: "End this code",
    ended: (code: string | null) =>
      code
        ? `Ended. Their new code is ${code}; a mail tells them as soon as it works.`
        : "Ended. They go on with the other code they have.",
    unknown: "It is no longer one that could be ended. Load the page again.",
  },
  seen: {
    button: "I have seen to this",
    title: (count: number) => (count === 1 ? "One thing you have seen to" : `${count.toLocaleString("en")} things you have seen to`),
    says: "What you have seen to is told again when it changes, or when it is gone and comes back.",
    open: "See what",
    since: (day: string) => `Seen to on ${day}.`,
    again: "Show it again",
    unknown: "It has changed or is gone meanwhile. Load the page again.",
  },
  dispute: {
    won: "We kept the money",
    lost: "The bank took it back",
    outcomes: {
      settled: "Noted. What they have for this order follows at once.",
      "not open": "This one is settled already. Load the page again.",
      "not understood": "We could not tell which order this is. Load the page again and try once more.",
    } as Record<string, string>,
  },
  deleted: {
    button: "I deleted them",
    asked: "Asked. What they brought is taken back within a minute or two.",
  },
  mend: {
    label: "Their e-mail address now",
    button: "This is who they are",
    outcomes: {
      joined: "Done. Everything they have moved along.",
      "nobody of this address": "No customer with orders has this address. Look it up in Shopify and try again.",
      "another ambassador": "That customer is an ambassador already, so two would become one. Settle it with them first.",
      "customer is there": "Shopify knows their customer again. The next check will leave this out.",
      unknown: "They are no longer here. Load the page again.",
      "try later": "Shopify could not be asked just now, and nothing was changed. Try again in a minute.",
      "not understood": "That is no e-mail address. Write it as anna@example.com.",
    } as Record<string, string>,
  },
  owed: {
    title: "People who wait for an answer",
    says: "Shopify passed on what these people asked for, and it could not be done within a day. We try again every night, and nothing you do here is needed. If it stays, write to whoever runs Regulars for you before the last day.",
    line: (kind: string, asked: string, due: string): string =>
      `${kind === "erasure" ? "To be forgotten" : "What is kept of them"}: asked ${asked}, to be answered by ${due}.`,
  },
  runs: "The latest checks",
  noRuns: "None yet.",
  columns: {
    when: "When",
    why: "Why",
    orders: "Orders that changed",
    found: "Missed, read again",
    rewards: "Rewards looked at",
    result: "Result",
  },
  whys: { hourly: "by itself", asked: "you asked", "goes on": "there was more" } as Record<string, string>,
  results: {
    done: (problems: number, seen: number) =>
      problems === 0
        ? seen === 0
          ? "All well"
          : "Nothing you have not seen to"
        : `${problems.toLocaleString("en")} ${plural(problems, "thing needs", "things need")} you`,
    "under way": "Under way",
    "broke off": "Broke off, done again later",
  },
  problem: {
    "no history yet": "First read your order history, on the home page.",
    "under way": "A check is running already.",
    "not understood": "We could not tell which button was pressed. Load the page again and try once more.",
  } as Record<string, string>,
};
