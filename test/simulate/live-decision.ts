/**
 * What owners say about orders: on the page of one that they look up, or of one that is among those that wait for them. Each word is
 * kept with what it should come to, reckoned from the books as they are at that moment.
 */
import { readOrders } from "~/domain/insight/read-orders.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { orderNumbered } from "./at-the-store.ts";
import type { LifeEvent } from "./event.ts";
import { isOwn, reckon, type Expected } from "./expected-verdict.ts";
import type { Living } from "./live-event.ts";

/** `would`: whom a yes makes it count for, by their place from 1. */
export type Word = { order: number; counts: boolean; would: number | null; came: string; expected: string };

const WAITS_NOT = "does not wait";

export async function settle(living: Living, event: Extract<LifeEvent, { kind: "settle" }>): Promise<string> {
  const { stage } = living;
  const orderId = living.orders.get(event.order);
  if (!orderId) return "no such order";
  const latest = await stage.look((world) =>
    world.transaction(({ db }) => db.decision.findFirst({ where: { shopId: world.shopId, orderId }, orderBy: { sequence: "desc" } })),
  );
  const before = reckon(living)(event.order)!;
  return say(living, event, { orderId, sequence: latest?.sequence ?? 0, before, expected: expectedOf(living, event, before) });
}

export async function settleDoubt(living: Living, event: Extract<LifeEvent, { kind: "settle doubt" }>): Promise<string> {
  const orderId = living.orders.get(event.order);
  if (!orderId) return "no such order";
  const { rows, pages } = await living.stage.look((world) => readOrders(world, { outcome: "under review" }));
  if (pages > 1) throw new Error("more orders wait than one page shows");
  const before = reckon(living)(event.order)!;
  const expected = before.winner === "under review" ? expectedOf(living, event, before) : WAITS_NOT;
  const waits = rows.find((row) => row.orderId === orderId);
  if (waits) return say(living, event, { orderId, sequence: waits.decisions, before, expected });
  living.words.push({ ...event, would: before.would, came: WAITS_NOT, expected });
  return WAITS_NOT;
}

type Asked = { order: number; counts: boolean; twice: boolean };
type Seen = { orderId: string; sequence: number; before: Expected; expected: string };

async function say(living: Living, { order, counts, twice }: Asked, { orderId, sequence, before, expected }: Seen): Promise<string> {
  const { stage } = living;
  const decide = (decidedBy: string) =>
    stage.press(`settle ${order} ${decidedBy}`, (world) =>
      settleOrder(world, { orderId, counts, sequence, note: "we looked at it", decidedBy }),
    );
  const answers = await Promise.all((twice ? ["owner", "another owner"] : ["owner"]).map(decide));
  const decided = answers.filter(({ outcome }) => outcome === "decided").length;
  if (decided > 1) throw new Error(`two owners both decided order ${order} by the same sequence ${sequence}`);
  // A press that died after its commit is pressed again, and then finds that it was decided meanwhile.
  const outcomes = answers.map(({ outcome }) => (outcome === "decided meanwhile" ? "decided" : outcome));
  const came = [...new Set(outcomes)].sort().join(", ");
  living.words.push({ order, counts, would: before.would, came, expected });
  return came;
}

/** An order that nothing of ours was ever on is no decision of anybody's. */
function expectedOf(living: Living, { order: number, counts }: Asked, { winner, would }: Expected): string {
  const order = orderNumbered(living, number)!;
  const named = order.applications.some(({ type }) => type === "discount_code") || living.clicks.has(living.sentBy.get(number) ?? 0);
  if (!named) return "order unknown";
  if (counts ? typeof winner === "number" : winner === "nobody") return "unchanged";
  if (counts && would === null) return "nobody to count it for";
  return counts && isOwn(living, order, would! - 1) ? "own purchase" : "decided";
}
