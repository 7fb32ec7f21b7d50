/**
 * A shop's life by seed, planned before it is lived: chapters of busy days, each followed by time in which return windows
 * pass, a rest, and then what hangs on a balance or a verdict (rewards, owners' words, joining), so that every weather meets
 * it in the same state. What happens to orders, clicks, merges, leaving and uninstalling falls into the busy days.
 */
import { seededBy, type SeededRandom } from "../emulator/stores/seeded-random.ts";
import type { RewardKind } from "~/domain/program/program";
import type { CodeRef, LifeEvent, Purchase, Who } from "./event.ts";
import { DAY_MS, HOUR_MS } from "./stage.ts";

const MINUTE_MS = 60_000;
const CHAPTER = 20;
const PRODUCTS = 8;
export const REGULARS = 8;

/** Everything the planner must remember of what it has planned. */
type Sofar = {
  /** Where things are sold and sent: a chance of its own, so that who buys what does not hang on it. */
  manner: SeededRandom;
  orders: number;
  friends: number;
  clicks: number;
  rewards: number;
  members: number[];
  left: Set<number>;
  usedRewards: Set<number>;
  rewardOf: Map<number, number>;
  /** Those that an owner has still to answer or, with a yes, to pay. */
  unanswered: { reward: number; of: RewardKind }[];
  unpaid: number[];
  granted: boolean;
  merged: Set<string>;
  /** Two of the first ambassadors whose customers become one, where that is to happen: the second goes on as the first. */
  twins: [number, number] | null;
  twinsAreOne: boolean;
  /** So many bursts since the app was uninstalled; null: it is there. */
  awayFor: number | null;
  invited: boolean;
};

/** @param count how many events, without those that only let time pass */
export function planLife(seed: number, count: number): LifeEvent[] {
  const chance = seededBy("life", String(seed), "plan");
  const life: LifeEvent[] = [];
  const sofar: Sofar = {
    manner: seededBy("life", String(seed), "manner"),
    orders: 0,
    friends: 0,
    clicks: 0,
    rewards: 0,
    members: [0, 1],
    left: new Set(),
    usedRewards: new Set(),
    rewardOf: new Map(),
    unanswered: [],
    unpaid: [],
    granted: false,
    merged: new Set(),
    twins: seededBy("life", String(seed), "twins").pick([null, [0, 1], [1, 0]]),
    twinsAreOne: false,
    awayFor: null,
    invited: false,
  };
  let planned = 0;
  for (let chapter = 0; planned < count; chapter++) {
    const until = Math.min(count, planned + CHAPTER);
    while (planned < until) planned += planBurst(life, chance, sofar, until - planned);
    if (sofar.awayFor !== null) comeBack(life, chance, sofar);
    if (chapter === 0) life.push({ kind: "join", place: 2 });
    if (chapter === 0) sofar.members.push(2);
    life.push({ kind: "time passes", ms: chance.whole(15 * DAY_MS, 18 * DAY_MS) }, { kind: "comes to rest", how: "wholly" });
    if (!sofar.granted && planned < count && chance.happens(0.5)) planned += planGrant(life, sofar);
    for (let answers = chance.whole(0, 3); answers > 0 && planned < count; answers--) planned += planOwnersWord(life, chance, sofar);
    for (let rewards = chance.whole(1, 4); rewards > 0 && planned < count; rewards--) planned += planRedeem(life, chance, sofar);
    for (let words = chance.whole(0, 2); words > 0 && sofar.orders && planned < count; words--) planned += planSettle(life, chance, sofar);
    life.push({ kind: "time passes", ms: chance.whole(MINUTE_MS, HOUR_MS) }, { kind: "comes to rest", how: "briefly" });
    if (chance.happens(0.12)) planned += planPausedProgramme(life, chance, sofar, count - planned);
    if (chance.happens(0.25)) life.push({ kind: "time passes", ms: 61 * DAY_MS + chance.whole(0, 3 * DAY_MS) });
  }
  return life;
}

/** What happens within minutes of one another, before the app has had time for any of it. */
function planBurst(life: LifeEvent[], chance: SeededRandom, sofar: Sofar, most: number): number {
  const events = Math.min(most, chance.whole(1, 7));
  for (let n = 0; n < events; n++) {
    life.push(planEvent(chance, sofar));
    // Shopify's times are to the second at least: two changes of an order never share one here.
    if (n < events - 1) life.push({ kind: "a moment later", ms: chance.whole(1_000, 5 * MINUTE_MS) });
    else life.push({ kind: "time passes", ms: chance.whole(10 * MINUTE_MS, 20 * HOUR_MS) });
  }
  // Shopify asks for the shop's erasure two days after it left: it is never away for so long.
  if (sofar.awayFor !== null && (chance.happens(0.6) || ++sofar.awayFor === 2)) comeBack(life, chance, sofar);
  return events;
}

function comeBack(life: LifeEvent[], chance: SeededRandom, sofar: Sofar): void {
  life.push({ kind: "return" }, { kind: "time passes", ms: chance.whole(MINUTE_MS, 3 * HOUR_MS) });
  sofar.awayFor = null;
  // What an owner let an app do goes with it; some let it again.
  sofar.granted = false;
}

type Kind =
  "buy" | "click" | "refund lines" | "refund amount" | "cancel" | "edit" | "pay" | "fulfil" | "merge" | "leave" | "uninstall" | "write";

const WEIGHTS: Record<Kind, number> = {
  buy: 40,
  click: 12,
  "refund lines": 10,
  "refund amount": 4,
  cancel: 6,
  edit: 6,
  pay: 6,
  fulfil: 10,
  merge: 4,
  leave: 1.5,
  uninstall: 1.5,
  write: 2,
};

function planEvent(chance: SeededRandom, sofar: Sofar): LifeEvent {
  const kind = sofar.orders < 3 ? "buy" : chance.pickWeighted(Object.keys(WEIGHTS) as Kind[], (one) => WEIGHTS[one]);
  const order = chance.whole(Math.max(1, sofar.orders - 12), Math.max(1, sofar.orders));
  switch (kind) {
    case "buy":
      return { kind: "buy", ...planPurchase(chance, sofar) };
    case "click":
      if (sofar.awayFor !== null) break;
      return { kind: "click", click: ++sofar.clicks, place: pageOf(chance, sofar) };
    case "refund lines":
      return { kind: "refund lines", order, line: chance.whole(0, 2), quantity: chance.whole(1, 2), all: chance.happens(0.3) };
    case "refund amount":
      return { kind: "refund amount", order, share: chance.unit() };
    case "cancel":
      return { kind: "cancel", order, refund: chance.happens(0.8) };
    case "edit":
      return {
        kind: "edit",
        order,
        line: chance.whole(0, 2),
        quantity: chance.whole(0, 4),
        add: chance.happens(0.4) ? chance.whole(0, PRODUCTS - 1) : null,
      };
    case "pay":
    case "fulfil":
      return { kind, order };
    case "merge": {
      const pair = planMerge(chance, sofar);
      if (pair?.kind === "merge" && pair.one.who === "ambassador") {
        sofar.twinsAreOne = true;
        sofar.left.add(sofar.twins![1]);
      }
      if (pair) return pair;
      break;
    }
    case "leave": {
      const place = activeMember(chance, sofar);
      if (sofar.awayFor !== null || sofar.members.length - sofar.left.size < 2 || sofar.twins?.includes(place)) break;
      sofar.left.add(place);
      return { kind: "leave", place };
    }
    case "uninstall":
      if (sofar.awayFor !== null) break;
      sofar.awayFor = 0;
      return { kind: "uninstall" };
    case "write":
      if (sofar.awayFor !== null) break;
      if (sofar.invited || chance.happens(0.5)) return { kind: "opt out", n: chance.whole(0, REGULARS - 1) };
      sofar.invited = true;
      return { kind: "invite the others" };
  }
  return { kind: "fulfil", order };
}

/** The last is an app's number. */
const SOLD_BY: Record<string, number> = { web: 16, pos: 2, shopify_draft_order: 1, "3890849": 1 };

const activeMember = (chance: SeededRandom, { members, left }: Sofar): number => chance.pick(members.filter((place) => !left.has(place)));

/** Also the old page of who goes on as another. */
function pageOf(chance: SeededRandom, sofar: Sofar): number {
  const place = activeMember(chance, sofar);
  return sofar.twinsAreOne && place === sofar.twins![0] && chance.happens(0.5) ? sofar.twins![1] : place;
}

function planPurchase(chance: SeededRandom, sofar: Sofar): Purchase {
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
  return {
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
  };
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

function planMerge(chance: SeededRandom, sofar: Sofar): LifeEvent | null {
  if (sofar.friends < 2) return null;
  const twins = planTwins(chance, sofar);
  if (twins) return twins;
  const one: Who = { who: "friend", n: chance.whole(1, sofar.friends) };
  const other: Who = chance.happens(0.7)
    ? { who: "friend", n: chance.whole(1, sofar.friends) }
    : { who: "regular", n: chance.whole(0, REGULARS - 1) };
  const names = [one, other].map((who) => JSON.stringify(who));
  if (names[0] === names[1] || names.some((name) => sofar.merged.has(name))) return null;
  for (const name of names) sofar.merged.add(name);
  return { kind: "merge", one, other, keepsOne: chance.happens(0.5) };
}

/** At the store two of the ambassadors turn out to be one person. Neither of them leaves. */
function planTwins(chance: SeededRandom, { twins, twinsAreOne, members, left }: Sofar): LifeEvent | null {
  if (!twins || twinsAreOne || members.length < 3 || twins.some((place) => left.has(place)) || chance.happens(0.5)) return null;
  return { kind: "merge", one: { who: "ambassador", place: twins[0] }, other: { who: "ambassador", place: twins[1] }, keepsOne: true };
}

/** Rewards are asked for at rest and made before the next busy days, so that what somebody can afford is the same in calm and storm. */
function planRedeem(life: LifeEvent[], chance: SeededRandom, sofar: Sofar): number {
  const place = activeMember(chance, sofar);
  const reward = ++sofar.rewards;
  sofar.rewardOf.set(reward, place);
  const dice = chance.unit();
  const of = chance.pickWeighted(Object.keys(TAKEN) as RewardKind[], (kind) => TAKEN[kind]);
  if (of !== "product code") sofar.usedRewards.add(reward);
  if (of === "product sent" || of === "cash") sofar.unanswered.push({ reward, of });
  life.push({
    kind: "redeem",
    reward,
    of,
    place,
    item: chance.whole(0, 3),
    share: chance.pick([0.2, 0.5, 1, 1.5]),
    twice: dice < 0.7 ? "no" : dice < 0.85 ? "same key" : "two keys",
  });
  return 1;
}

const TAKEN: Record<RewardKind, number> = { "product code": 4, "store credit": 3, "gift card": 2, "product sent": 3, cash: 2 };

/** Some are never answered: they wait for the owner to the end. */
function planOwnersWord(life: LifeEvent[], chance: SeededRandom, sofar: Sofar): number {
  const twice = chance.happens(0.4);
  if (sofar.unpaid.length && chance.happens(0.5)) {
    life.push({ kind: "pay out", reward: sofar.unpaid.shift()!, twice });
    return 1;
  }
  const next = sofar.unanswered.shift();
  if (!next) {
    if (chance.happens(0.7)) return 0;
    life.push({ kind: "save settings", fees: [chance.whole(1, 90), chance.whole(1, 90)] });
    return 1;
  }
  const yes = chance.happens(0.7);
  if (yes && next.of === "cash") sofar.unpaid.push(next.reward);
  life.push({ kind: "answer", reward: next.reward, yes, twice });
  return 1;
}

function planGrant(life: LifeEvent[], sofar: Sofar): number {
  sofar.granted = true;
  life.push({ kind: "grant scopes" }, { kind: "comes to rest", how: "briefly" });
  return 1;
}

/**
 * The programme ends, people go on buying, and it goes on again. Both turns are made when the codes are on or off in every weather,
 * since a code that is switched off an hour late is not a fault; but what was bought just before an end, or in between, may be
 * heard of only after the next turn.
 */
function planPausedProgramme(life: LifeEvent[], chance: SeededRandom, sofar: Sofar, most: number): number {
  if (most < 3) return 0;
  const buy = (times: number) => {
    for (let n = 0; n < times; n++) life.push({ kind: "buy", ...planPurchase(chance, sofar) }, { kind: "a moment later", ms: 60_000 });
    return times;
  };
  const before = buy(Math.min(most - 3, chance.whole(0, 2)));
  life.push({ kind: "end programme" }, { kind: "comes to rest", how: "briefly" });
  const bought = before + buy(Math.min(most - before - 2, chance.whole(1, 3)));
  const last = chance.happens(0.5) && bought < most - 2;
  if (last) life.push({ kind: "click", click: ++sofar.clicks, place: activeMember(chance, sofar) });
  life.push({ kind: "time passes", ms: HOUR_MS });
  life.push({ kind: "resume programme", twice: chance.happens(0.4) }, { kind: "comes to rest", how: "briefly" });
  return bought + 2 + (last ? 1 : 0);
}

function planSettle(life: LifeEvent[], chance: SeededRandom, sofar: Sofar): number {
  life.push({ kind: "settle", order: chance.whole(1, sofar.orders), counts: chance.happens(0.5), twice: chance.happens(0.4) });
  return 1;
}
