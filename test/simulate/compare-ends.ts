/** The first difference between two ends, in words; and what differs for a reason that is known and listed. */
import type { Living } from "./live-event.ts";
import type { End, OrderEnd } from "./read-end.ts";

/** An end, and the orders in it whose customer became one with another (KNOWN_DEFECTS.merge). */
export type Compared = { end: End; merged: Set<string> };

const WHAT: Record<keyof End, string> = { orders: "order", ambassadors: "ambassador", buyers: "buyer", rewards: "reward" };

export function mergedOrders({ stage, orders, mergedCustomers }: Living): Set<string> {
  const { books } = stage.emulator;
  return new Set(
    [...orders].filter(([, id]) => mergedCustomers.has(books.order.need(id).customerId ?? "")).map(([number]) => String(number)),
  );
}

/** `known`: an order of merged customers ended differently, and nothing but what follows from it differs. */
export function compareEnds(calm: Compared, storm: Compared): { difference: string | null; known: boolean } {
  const merged = new Set([...calm.merged, ...storm.merged]);
  const [one, other] = [apart(calm.end, merged), apart(storm.end, merged)];
  const known = [...merged].some((number) => JSON.stringify(calm.end.orders[number]) !== JSON.stringify(storm.end.orders[number]));
  return { difference: firstDifference(one, other), known };
}

/** The end without these orders, and without what they brought. */
function apart(end: End, without: Set<string>): End {
  const ambassadors = structuredClone(end.ambassadors);
  const orders: Record<string, OrderEnd> = {};
  for (const [number, order] of Object.entries(end.orders)) {
    if (!without.has(number)) orders[number] = order;
    else if (order.winner !== null) {
      ambassadors[order.winner].pendingMinor -= order.pendingMinor;
      ambassadors[order.winner].earnedMinor -= order.earnedMinor;
    }
  }
  return { ...end, ambassadors, orders };
}

export function firstDifference(calm: End, storm: End): string | null {
  for (const kind of Object.keys(WHAT) as (keyof End)[]) {
    const [one, other] = [calm[kind], storm[kind]] as Record<string, Record<string, unknown> | undefined>[];
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const [fair, foul] = [one[name], other[name]];
      if (!fair || !foul)
        return `${WHAT[kind]} ${name} is there ${fair ? "without faults" : "with faults"} only: ${JSON.stringify(fair ?? foul)}`;
      for (const field of Object.keys(fair))
        if (fair[field] !== foul[field]) return `${WHAT[kind]} ${name}: ${field} is ${foul[field]} with faults and ${fair[field]} without`;
    }
  }
  return null;
}

/** Where two tellings of one life part. */
export function firstParting(calm: string[], storm: string[]): string | null {
  const at = calm.findIndex((line, n) => line !== storm[n]);
  return at < 0 ? null : `event ${at + 1} came to "${storm[at]}" with faults and to "${calm[at]}" without`;
}
