/**
 * A shop's life by seed, planned before it is lived: chapters of busy days, each followed by time in which return windows
 * pass, a rest, and then what hangs on a balance or a verdict (rewards, owners' words, joining), so that every weather meets
 * it in the same state. What happens to orders, clicks, merges, leaving and uninstalling falls into the busy days.
 */
import { seededBy, type SeededRandom } from "../emulator/stores/seeded-random.ts";
import type { LifeEvent } from "./event.ts";
import { planGrant, planNewCredit, planOwnersWord, planPausedProgramme, planRedeem, planSettle } from "./plan-at-rest.ts";
import { planBackup } from "./plan-backup.ts";
import { planBanksWord, planLateDispute } from "./plan-dispute.ts";
import { planDeletion, planDoubt, planRenewal, planRenewalsCount } from "./plan-orders.ts";
import { planClick } from "./plan-click.ts";
import { planMerge } from "./plan-merge.ts";
import { planPurchase, PRODUCTS, REGULARS } from "./plan-purchase.ts";
import { activeMember, beginPlan, type Sofar } from "./plan-so-far.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "./stage.ts";

const CHAPTER = 20;
/** Of what is left of a life: the rest is for what hangs on a balance or a verdict, so that the shortest lives have some of it too. */
const MOST_OF_THE_REST = 0.6;

/** @param count how many events, without those that only let time pass */
export function planLife(seed: number, count: number): LifeEvent[] {
  const chance = seededBy("life", String(seed), "plan");
  const life: LifeEvent[] = [];
  const sofar = beginPlan(seed);
  let planned = 0;
  for (let chapter = 0; planned < count; chapter++) {
    const until = planned + Math.min(CHAPTER, Math.ceil((count - planned) * MOST_OF_THE_REST));
    Object.assign(sofar, { chapter: chapter + 1, chapterBegan: sofar.orders, askedBack: false });
    while (planned < until) planned += planBurst(life, chance, sofar, until - planned);
    if (sofar.awayFor !== null) comeBack(life, chance, sofar);
    if (chapter === 0) life.push({ kind: "join", place: 2 });
    if (chapter === 0) sofar.members.push(2);
    if (sofar.askedBack) life.push({ kind: "comes to rest", how: "briefly" });
    life.push({ kind: "time passes", ms: chance.whole(15 * DAY_MS, 18 * DAY_MS) }, { kind: "comes to rest", how: "wholly" });
    if (planned < count) planned += planLateDispute(life, sofar);
    if (!sofar.granted && planned < count && chance.happens(0.5)) planned += planGrant(life, sofar);
    for (let answers = chance.whole(0, 3); answers > 0 && planned < count; answers--) planned += planOwnersWord(life, chance, sofar);
    for (let rewards = chance.whole(1, 4); rewards > 0 && planned < count; rewards--) planned += planRedeem(life, chance, sofar);
    for (let words = chance.whole(0, 2); words > 0 && sofar.orders && planned < count; words--) planned += planSettle(life, chance, sofar);
    if (planned < count) planned += planDoubt(life, sofar);
    if (planned < count) planned += planDeletion(life, sofar);
    life.push({ kind: "time passes", ms: chance.whole(MINUTE_MS, HOUR_MS) }, { kind: "comes to rest", how: "briefly" });
    if (planned < count) planned += planNewCredit(life, sofar);
    if (planned < count) planned += planRenewalsCount(life, sofar);
    planned += planBackup(life, sofar, count - planned);
    if (chance.happens(0.12)) planned += planPausedProgramme(life, chance, sofar, count - planned);
    if (chance.happens(0.25)) life.push({ kind: "time passes", ms: 61 * DAY_MS + chance.whole(0, 3 * DAY_MS) });
  }
  return life;
}

/** What happens within minutes of one another, before the app has had time for any of it. */
function planBurst(life: LifeEvent[], chance: SeededRandom, sofar: Sofar, most: number): number {
  const word = most > 1 ? ((sofar.bank.happens(0.25) ? planBanksWord(sofar) : null) ?? planRenewal(sofar)) : null;
  if (word) life.push(word, { kind: "a moment later", ms: 60_000 });
  const events = Math.min(word ? most - 1 : most, chance.whole(1, 7));
  for (let n = 0; n < events; n++) {
    life.push(planEvent(chance, sofar));
    // Shopify's times are to the second at least: two changes of an order never share one here.
    if (n < events - 1) life.push({ kind: "a moment later", ms: chance.whole(1_000, 5 * MINUTE_MS) });
    else life.push({ kind: "time passes", ms: chance.whole(10 * MINUTE_MS, 20 * HOUR_MS) });
  }
  // Shopify asks for the shop's erasure two days after it left: it is never away for so long.
  if (sofar.awayFor !== null && (chance.happens(0.6) || ++sofar.awayFor === 2)) comeBack(life, chance, sofar);
  return word ? events + 1 : events;
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
      return planClick(sofar, pageOf(chance, sofar));
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

/** Also the old page of who goes on as another. */
function pageOf(chance: SeededRandom, sofar: Sofar): number {
  const place = activeMember(chance, sofar);
  return sofar.twinsAreOne && place === sofar.twins![0] && chance.happens(0.5) ? sofar.twins![1] : place;
}
