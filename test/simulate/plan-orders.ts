/**
 * What becomes of orders that are not like others: a subscription's renewals on busy days, and at rest an owner who looks at what waits
 * for them, who deletes an order, and who says otherwise which renewals count.
 */
import type { LifeEvent } from "./event.ts";
import type { Sofar } from "./plan-so-far.ts";

/** A subscription brings one order a chapter, which is about a month. null: nothing. */
export function planRenewal(sofar: Sofar): LifeEvent | null {
  const { subscription, subscriptions, chapter, deleted } = sofar;
  const due = [...subscriptions].filter(([order, latest]) => latest < chapter && !deleted.has(order)).map(([order]) => order);
  if (!due.length || !subscription.happens(0.5)) return null;
  const began = subscription.pick(due);
  subscriptions.set(began, chapter);
  return { kind: "renew", order: ++sofar.orders, began, paid: subscription.happens(0.85) };
}

/** At rest, whatever waits for the owner. */
export function planDoubt(life: LifeEvent[], { doubt, doubtful }: Sofar): number {
  if (!doubtful.length || !doubt.happens(0.9)) return 0;
  life.push({ kind: "settle doubt", order: doubtful.shift()!, counts: doubt.happens(0.5), twice: doubt.happens(0.4) });
  return 1;
}

/** At rest, just before a rest: one of the chapter's orders. What its webhook does not tell, the next comparison does. */
export function planDeletion(life: LifeEvent[], { bin, deleted, chapterBegan, promising }: Sofar): number {
  const candidates = promising.filter((order) => order > chapterBegan && !deleted.has(order));
  if (!candidates.length || !bin.happens(0.35)) return 0;
  const order = bin.pick(candidates);
  deleted.add(order);
  life.push({ kind: "delete", order });
  return 1;
}

/** At rest: it holds for renewals from then on, and for the codes that they bring along. */
export function planRenewalsCount(life: LifeEvent[], sofar: Sofar): number {
  if (!sofar.subscriptions.size || !sofar.terms.happens(0.2)) return 0;
  sofar.renewalsCount = !sofar.renewalsCount;
  life.push({ kind: "count renewals", renewalsCount: sofar.renewalsCount }, { kind: "comes to rest", how: "briefly" });
  return 1;
}
