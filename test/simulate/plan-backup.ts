/**
 * A backup is put back: what was wished for, given, bought and used since is forgotten here and stays in Shopify's books, until the
 * owner says what each thing is. Only what Shopify can tell again happens in the time that is lost: a page's click, an owner's word or
 * cash paid by hand is gone with it, and nobody could say otherwise.
 */
import type { RewardKind } from "~/domain/program/program";
import type { LifeEvent } from "./event.ts";
import { planPurchase } from "./plan-purchase.ts";
import { activeMember, type Sofar } from "./plan-so-far.ts";
import { MINUTE_MS } from "./stage.ts";

const MOST_BACKUPS = 2;
const LEAST_EVENTS = 8;
const RESTS = 3;
const GIVEN: RewardKind[] = ["product code", "store credit", "gift card", "product sent"];

/** At rest. @returns how many events; none where there is no room for all of it */
export function planBackup(life: LifeEvent[], sofar: Sofar, most: number): number {
  const { accident, chapter } = sofar;
  if (most < LEAST_EVENTS || chapter < 2 || sofar.backups === MOST_BACKUPS || !accident.happens(0.2)) return 0;
  sofar.backups++;
  let events = 0;
  const happens = (event: LifeEvent): void => {
    life.push(event, { kind: "a moment later", ms: MINUTE_MS });
    events++;
  };
  const wish = (kinds: RewardKind[]): { reward: number; of: RewardKind } => {
    const [reward, of] = [++sofar.rewards, accident.pick(kinds)];
    sofar.usedRewards.add(reward);
    const place = activeMember(accident, sofar);
    happens({ kind: "redeem", reward, of, place, item: accident.whole(0, 3), share: accident.pick([0.2, 0.5, 1]), twice: "no" });
    return { reward, of };
  };
  // One at a time per customer: their other wishes may have waited for the first, one more at each rest, in one weather or in both.
  for (let rest = 0; rest < RESTS; rest++) life.push({ kind: "comes to rest", how: "briefly" });
  happens({ kind: "back up" });
  const wishes = Array.from({ length: accident.whole(1, 2) }, () => wish(GIVEN));
  for (const { reward, of } of wishes) if (of === "product sent") happens({ kind: "answer", reward, yes: true, twice: false });
  if (accident.happens(0.5)) happens({ kind: "buy", ...planPurchase(accident, sofar) });
  life.push({ kind: "comes to rest", how: "briefly" });
  if (wishes.length > 1) life.push({ kind: "comes to rest", how: "briefly" });
  happens({ kind: "put back" });
  // Somebody wishes again, before or after it is seen what was given.
  if (accident.happens(0.5)) life.push({ kind: "comes to rest", how: "briefly" });
  if (accident.happens(0.5)) wish(GIVEN.filter((of) => of !== "product sent"));
  life.push({ kind: "comes to rest", how: "briefly" });
  happens({ kind: "say what was found", notOurs: wishes.map(({ reward }) => reward).filter(() => accident.happens(0.2)) });
  life.push({ kind: "comes to rest", how: "briefly" });
  return events;
}
