/**
 * Gathers what the rules may see of one order: the order, our codes among its codes, its click, the people behind them,
 * and the settings that were in force when the order was placed. Addresses are compared here and left behind: a
 * decision is kept for ever, and a person must remain erasable.
 */
import { invariant } from "../invariant";
import { normaliseCode } from "../code/code";
import { channelOf } from "../order/channel";
import { settingsOfRow } from "../program/settings-of-row";
import type { Tx } from "~/ports/world";
import type { ClaimFacts, CodeFacts, Facts } from "./attribution";
import { compareAddresses, compareMarks } from "./likeness";

type Db = Tx["db"];
type OrderRow = NonNullable<Awaited<ReturnType<Db["order"]["findUnique"]>>>;

/** null when we hold no such order. */
export async function readFacts(db: Db, shopId: string, orderId: string): Promise<Facts | null> {
  const order = await db.order.findUnique({ where: { shopId_orderId: { shopId, orderId } } });
  if (!order) return null;
  const click =
    order.clickId && UUID.test(order.clickId)
      ? await db.click.findUnique({ where: { shopId_clickId: { shopId, clickId: order.clickId } } })
      : null;
  const found = await findCodes(db, shopId, order.codes);
  const seen = {
    order: {
      orderId,
      placedAt: order.placedAt.toISOString(),
      buyerId: order.buyerId,
      test: order.test,
      cancelled: order.cancelledAt !== null,
      paid: order.paidAt !== null,
      ownReward: order.ownReward,
      renewal: order.renewal,
      buyerOrderIndex: order.buyerOrderIndex,
      goodsMinor: String(order.goodsMinor),
      orderedMinor: String(order.orderedMinor),
      channel: channelOf(order.sourceName),
      codes: order.codes.length,
      clickId: order.clickId,
    },
    earlier: await countEarlier(db, shopId, order),
  };
  if (!found.length && !click) return { ...seen, codes: [], click: null };

  const behind = await readPeople(db, shopId, order, [...found, ...(click ? [click] : [])]);
  return {
    ...seen,
    codes: found.map((code): CodeFacts => {
      const { index, kind, state } = code;
      const clickId = code.clickId ?? (click?.ambassadorId === code.ambassadorId ? click.clickId : null);
      return { ...behind(code), index, code: code.code, kind, state, clickId };
    }),
    click: click && { ...behind(click), clickId: click.clickId, clickedAt: click.clickedAt.toISOString(), code: click.code },
  };
}

/** Ids from an order's attributes are whatever a browser sent. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Found = {
  index: number;
  code: string;
  kind: "share" | "click";
  state: string;
  programId: string;
  ambassadorId: string | null;
  clickId: string | null;
};

async function findCodes(db: Db, shopId: string, entered: string[]): Promise<Found[]> {
  const texts = entered.map(normaliseCode);
  if (!texts.length) return [];
  const share = await db.shareCode.findMany({ where: { shopId, code: { in: texts } } });
  const single = await db.clickCode.findMany({ where: { shopId, code: { in: texts } } });
  const clicks = single.length
    ? await db.click.findMany({ where: { shopId, clickId: { in: single.flatMap((code) => code.clickId ?? []) } } })
    : [];
  return texts.flatMap((text, index): Found[] => {
    const shared = share.find(({ code }) => code === text);
    if (shared)
      return [
        {
          index,
          code: text,
          kind: "share",
          state: shared.state,
          programId: shared.programId,
          ambassadorId: shared.ambassadorId,
          clickId: null,
        },
      ];
    const taken = single.find(({ code }) => code === text);
    if (!taken) return [];
    const click = clicks.find(({ clickId }) => clickId === taken.clickId);
    return [
      {
        index,
        code: text,
        kind: "click",
        state: taken.state,
        programId: taken.programId,
        ambassadorId: click?.ambassadorId ?? null,
        clickId: taken.clickId,
      },
    ];
  });
}

type Claimed = { programId: string; ambassadorId: string | null };

/** Returns what is known of whoever a claim points to. */
async function readPeople(db: Db, shopId: string, order: OrderRow, claims: Claimed[]): Promise<(claim: Claimed) => ClaimFacts> {
  const ambassadorIds = claims.flatMap(({ ambassadorId }) => ambassadorId ?? []);
  const programIds = claims.map(({ programId }) => programId);
  const ambassadors = await db.ambassador.findMany({
    where: { shopId, ambassadorId: { in: ambassadorIds } },
    include: { memberships: true },
  });
  const buyers = await db.buyer.findMany({
    where: { shopId, buyerId: { in: [order.buyerId ?? "", ...ambassadors.map(({ buyerId }) => buyerId)] } },
  });
  const versions = await db.programVersion.findMany({
    where: { shopId, programId: { in: programIds } },
    orderBy: { version: "asc" },
    include: { program: { select: { endedAt: true } } },
  });
  const counting = versions.some(({ friendLimit }) => friendLimit !== null) ? await countFriendOrders(db, shopId, order) : null;
  const buyerOf = (buyerId: string | null) => buyers.find((buyer) => buyer.buyerId === buyerId);
  /** Shopify may merge two customers; which id survives is not promised. */
  const survivor = (buyerId: string) => buyerOf(buyerId)?.mergedInto ?? buyerId;

  return ({ programId, ambassadorId }) => {
    const ofProgram = versions.filter((version) => version.programId === programId);
    const version = ofProgram.findLast(({ savedAt }) => savedAt <= order.placedAt) ?? ofProgram[0];
    invariant(version, "a program has at least one version of its settings");
    const { newFriendsOnly, renewalsCount, clickWindowDays, channels, minimumSpendMinor, friendLimit } = settingsOfRow(version);
    const program = {
      ...{ programId, version: version.version, newFriendsOnly, renewalsCount, clickWindowDays },
      ...{ channels, minimumSpendMinor: String(minimumSpendMinor), friendLimit, endedAt: version.program.endedAt?.toISOString() ?? null },
    };
    const friendOrders = friendLimit === null ? null : (counting?.get(programId) ?? 0);
    const ambassador = ambassadors.find((one) => one.ambassadorId === ambassadorId);
    const membership = ambassador?.memberships.find((one) => one.programId === programId);
    if (!ambassador || !membership) return { ambassador: null, program, friendOrders };
    const leftAt = [ambassador.leftAt, membership.leftAt]
      .flatMap((at) => at ?? [])
      .sort((one, other) => one.getTime() - other.getTime())[0];
    const sameBuyer = order.buyerId !== null && survivor(order.buyerId) === survivor(ambassador.buyerId);
    const address = compareAddresses(order.email ?? buyerOf(order.buyerId)?.email ?? null, buyerOf(ambassador.buyerId)?.email ?? null);
    const signs = compareMarks(order.marks, ambassador.marks);
    return {
      ambassador: { ambassadorId: ambassador.ambassadorId, leftAt: leftAt?.toISOString() ?? null, sameBuyer, address, signs },
      program,
      friendOrders,
    };
  };
}

/** Guests become customers in Shopify, so an order without one (a till, say) tells nothing about earlier orders. */
async function countEarlier(db: Db, shopId: string, order: OrderRow): Promise<Facts["earlier"]> {
  if (!order.buyerId) return { counted: 0, uncounted: 0 };
  const [row] = await db.$queryRaw<{ counted: number; uncounted: number }[]>`
    SELECT (count(*) FILTER (WHERE counts))::int AS counted, (count(*) FILTER (WHERE NOT counts))::int AS uncounted
    FROM (SELECT NOT test AND NOT own_reward AND cancelled_at IS NULL AS counts FROM orders
      WHERE shop_id = ${shopId} AND buyer_id = ${order.buyerId} AND order_id <> ${order.orderId} AND placed_at < ${order.placedAt}) AS earlier`;
  return row;
}

/** By programme: the buyer's orders placed before this one that count, whoever decided so. */
async function countFriendOrders(db: Db, shopId: string, order: OrderRow): Promise<Map<string, number>> {
  if (!order.buyerId) return new Map();
  const rows = await db.$queryRaw<{ programId: string; orders: number }[]>`
    SELECT latest.program_id::text AS "programId", count(*)::int AS orders
    FROM orders o JOIN LATERAL (SELECT outcome, program_id FROM decision d WHERE d.shop_id = o.shop_id AND d.order_id = o.order_id
      ORDER BY sequence DESC LIMIT 1) AS latest ON latest.outcome = 'attributed'
    WHERE o.shop_id = ${shopId} AND o.buyer_id = ${order.buyerId} AND o.order_id <> ${order.orderId} AND o.placed_at < ${order.placedAt}
      AND o.cancelled_at IS NULL GROUP BY 1`;
  return new Map(rows.map(({ programId, orders }) => [programId, orders]));
}
