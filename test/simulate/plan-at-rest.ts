/**
 * What hangs on a balance, a verdict or the programme: rewards and owners' words, planned for when everything before has settled,
 * so that every weather meets them in the same state.
 */
import type { SeededRandom } from "../emulator/stores/seeded-random.ts";
import type { RewardKind } from "~/domain/program/program";
import type { LifeEvent } from "./event.ts";
import { planClick } from "./plan-click.ts";
import { planPurchase } from "./plan-purchase.ts";
import { activeMember, type Sofar } from "./plan-so-far.ts";
import { HOUR_MS, MINUTE_MS } from "./stage.ts";

/** Rewards are asked for at rest and made before the next busy days, so that what somebody can afford is the same in calm and storm. */
export function planRedeem(life: LifeEvent[], chance: SeededRandom, sofar: Sofar): number {
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
export function planOwnersWord(life: LifeEvent[], chance: SeededRandom, sofar: Sofar): number {
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

/** What is promised holds for orders placed from then on, also where they are heard of before it and decided after it. */
export function planNewCredit(life: LifeEvent[], sofar: Sofar): number {
  if (!sofar.terms.happens(0.15)) return 0;
  life.push({ kind: "change credit", creditBp: sofar.terms.pick([300, 500, 1_250, 2_000]) }, { kind: "a moment later", ms: MINUTE_MS });
  return 1;
}

export function planGrant(life: LifeEvent[], sofar: Sofar): number {
  sofar.granted = true;
  life.push({ kind: "grant scopes" }, { kind: "comes to rest", how: "briefly" });
  return 1;
}

export function planSettle(life: LifeEvent[], chance: SeededRandom, sofar: Sofar): number {
  life.push({ kind: "settle", order: chance.whole(1, sofar.orders), counts: chance.happens(0.5), twice: chance.happens(0.4) });
  return 1;
}

/**
 * The programme ends, people go on buying, and it goes on again. Both turns are made when the codes are on or off in every weather,
 * since a code that is switched off an hour late is not a fault; but what was bought just before an end, or in between, may be
 * heard of only after the next turn.
 */
export function planPausedProgramme(life: LifeEvent[], chance: SeededRandom, sofar: Sofar, most: number): number {
  if (most < 3) return 0;
  const buy = (times: number) => {
    for (let n = 0; n < times; n++) life.push({ kind: "buy", ...planPurchase(chance, sofar) }, { kind: "a moment later", ms: 60_000 });
    return times;
  };
  const before = buy(Math.min(most - 3, chance.whole(0, 2)));
  life.push({ kind: "end programme" }, { kind: "comes to rest", how: "briefly" });
  const bought = before + buy(Math.min(most - before - 2, chance.whole(1, 3)));
  const last = chance.happens(0.5) && bought < most - 2;
  if (last) life.push(planClick(sofar, activeMember(chance, sofar)));
  life.push({ kind: "time passes", ms: HOUR_MS });
  life.push({ kind: "resume programme", twice: chance.happens(0.4) }, { kind: "comes to rest", how: "briefly" });
  return bought + 2 + (last ? 1 : 0);
}
