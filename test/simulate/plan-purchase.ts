/** Who buys what, with which codes, where, and where it is sent. */
import type { SeededRandom } from "../emulator/stores/seeded-random.ts";
import type { CodeRef, Purchase, Who } from "./event.ts";
import { HOMELESS } from "./rules.ts";
import type { Sofar } from "./plan-so-far.ts";

export const PRODUCTS = 8;
/** Customers from before the programme whom nobody invited. */
export const REGULARS = 8;

/** The last is an app's number. */
const SOLD_BY: Record<string, number> = { web: 16, pos: 2, shopify_draft_order: 1, "3890849": 1 };

export function planPurchase(chance: SeededRandom, sofar: Sofar): Purchase {
  const order = ++sofar.orders;
  const buyer = planBuyer(chance, sofar);
  const codes: CodeRef[] = [];
  let click: number | null = null;
  const own = buyer.who === "ambassador" ? openReward(sofar, buyer.place) : null;
  if (own !== null && chance.happens(0.6)) {
    codes.push({ code: "reward", reward: own });
    sofar.usedRewards.add(own);
  } else {
    const dice = chance.unit();
    if (dice < 0.45) codes.push({ code: "share", place: chance.pick(sofar.members) });
    else if (dice < 0.6 && sofar.clicks) {
      click = chance.whole(1, sofar.clicks);
      codes.push({ code: "click", click });
    } else if (dice < 0.68 && sofar.clicks) click = chance.whole(1, sofar.clicks);
    else if (dice < 0.75) codes.push({ code: "stranger" });
    else if (dice < 0.78) codes.push({ code: "made up" });
    if (codes.length && chance.happens(0.25)) codes.push({ code: "share", place: chance.pick(sofar.members) });
    if (codes.length && chance.happens(0.1)) codes.unshift({ code: "stranger" });
  }
  if (click !== null) sofar.orderedWith.add(sofar.presses.get(click)!.first);
  const purchase: Purchase = {
    order,
    buyer,
    codes,
    click,
    lines: Array.from({ length: chance.whole(1, 3) }, () => ({ product: chance.whole(0, PRODUCTS - 1), quantity: chance.whole(1, 3) })),
    paid: chance.happens(0.85),
    test: chance.happens(0.04),
    tipMinor: chance.happens(0.1) ? chance.whole(1, 500) : 0,
    soldBy: sofar.manner.pickWeighted(Object.keys(SOLD_BY), (one) => SOLD_BY[one]),
    home: planHome(sofar),
    subscription: false,
  };
  Object.assign(purchase, sentToWhoSharedIt(sofar, purchase), boughtAgainAndAgain(sofar, purchase));
  if (looksOwn(purchase)) sofar.doubtful.push(order);
  else if (looksGood(purchase, sofar)) sofar.promising.push(order);
  return purchase;
}

/** Friends live together, and some ambassadors are their own friends. */
function sentToWhoSharedIt({ doubt, twins, friends }: Sofar, { buyer, codes: [code], home }: Purchase): Partial<Purchase> {
  if (home || code?.code !== "share" || [HOMELESS, twins?.[1]].includes(code.place) || !isNewFriend(buyer, friends)) return {};
  return doubt.happens(0.5) ? { home: { place: code.place, theirName: doubt.happens(0.3) } } : {};
}

const isNewFriend = (buyer: Who, friends: number): boolean => buyer.who === "friend" && buyer.n === friends;

const looksOwn = ({ buyer, codes: [code], home }: Purchase): boolean =>
  code?.code === "share" &&
  ((code.place === home?.place && home.place !== HOMELESS) || (buyer.who === "ambassador alike" && code.place === buyer.place));

const looksGood = ({ buyer, codes: [code], paid, test }: Purchase, { friends }: Sofar): boolean =>
  code?.code === "share" && isNewFriend(buyer, friends) && paid && !test;

/** A gift to oneself is no subscription, and nobody at a till has one. */
function boughtAgainAndAgain({ subscription, subscriptions, sellsSubscriptions, chapter }: Sofar, purchase: Purchase): Partial<Purchase> {
  const { order, buyer, codes, soldBy } = purchase;
  if (!sellsSubscriptions || buyer.who === "nobody" || soldBy !== "web" || codes.some(({ code }) => code === "reward")) return {};
  if (!subscription.happens(codes.length ? 0.2 : 0.05)) return {};
  subscriptions.set(order, chapter);
  return { subscription: true };
}

function planHome({ manner, members, twins }: Sofar): Purchase["home"] {
  if (!manner.happens(0.12)) return null;
  const home = { place: manner.pick(members), theirName: manner.happens(0.5) };
  return home.place === twins?.[1] ? null : home;
}

function planBuyer(chance: SeededRandom, sofar: Sofar): Who {
  const dice = chance.unit();
  if (dice < 0.5 || sofar.friends === 0) return { who: "friend", n: ++sofar.friends };
  if (dice < 0.68) return { who: "friend", n: chance.whole(1, sofar.friends) };
  if (dice < 0.78) return { who: "regular", n: chance.whole(0, REGULARS - 1) };
  const place = chance.pick(sofar.members);
  if (dice < 0.9) return { who: "ambassador", place: sofar.twinsAreOne && place === sofar.twins![1] ? sofar.twins![0] : place };
  // An address that is given up in a merge tells nothing about an order that is first heard of afterwards.
  if (place === sofar.twins?.[1]) return { who: "nobody" };
  if (dice < 0.93) return { who: "ambassador as guest", place };
  if (dice < 0.96) return { who: "ambassador alike", place };
  return { who: "nobody" };
}

/** The ambassador's latest reward whose code has not been planned for a checkout yet. */
function openReward({ rewardOf, usedRewards }: Sofar, place: number): number | null {
  const theirs = [...rewardOf].filter(([reward, owner]) => owner === place && !usedRewards.has(reward)).map(([reward]) => reward);
  return theirs.at(-1) ?? null;
}
