/**
 * A payer's bank asks a payment back, and says later what became of it: lost, won, or nothing to the end; some payments are asked back
 * more than once. On busy days it meets what waits, at rest what was earned long ago and perhaps spent. The app hears of it within a day
 * or so, and a credit that falls due meanwhile may be theirs or wait: so none here is due while the bank's word is on its way.
 */
import type { LifeEvent } from "./event.ts";
import type { Sofar } from "./plan-so-far.ts";

export type BankSays = Extract<LifeEvent, { kind: "bank says" }>["status"];

/** So many orders back: a payer goes to their bank within months. */
const YOUNGEST = 60;

/** On a busy day; null: nothing. */
export function planBanksWord(sofar: Sofar): LifeEvent | null {
  const { bank, disputes, chapter, chapterBegan, orders } = sofar;
  const heard = [...disputes].filter(([, since]) => since < chapter).map(([order]) => order);
  if (heard.length && bank.happens(0.6)) {
    const status = bank.pickWeighted(Object.keys(SAYS) as BankSays[], (one) => SAYS[one]);
    return saysOf(sofar, bank.pick(heard), status);
  }
  const fresh = range(chapterBegan + 1, orders).filter((order) => !disputes.has(order));
  if (!fresh.length) return null;
  sofar.askedBack = true;
  return saysOf(sofar, bank.pick(fresh), "NEEDS_RESPONSE");
}

/** At rest: a payment that everybody took for settled. */
export function planLateDispute(life: LifeEvent[], sofar: Sofar): number {
  const { bank, disputes, orders } = sofar;
  const old = range(Math.max(1, orders - YOUNGEST), orders).filter((order) => !disputes.has(order));
  if (!old.length || !bank.happens(0.35)) return 0;
  life.push(saysOf(sofar, bank.pick(old), "NEEDS_RESPONSE"), { kind: "comes to rest", how: "briefly" });
  return 1;
}

/** One word a chapter about one order: what the first of two does may be seen or not. */
function saysOf({ disputes, chapter }: Sofar, order: number, status: BankSays): LifeEvent {
  disputes.set(order, chapter);
  return { kind: "bank says", order, status };
}

/** What is settled is asked back once more by the first two; the others then say nothing. */
const SAYS: Record<BankSays, number> = { NEEDS_RESPONSE: 2, UNDER_REVIEW: 2, LOST: 3, ACCEPTED: 1, WON: 4 };

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
