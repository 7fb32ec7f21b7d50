/**
 * Gathers what the rules may see of one order: the order, our codes among its codes, its click, the people behind them,
 * and the settings that were in force when the order was placed. Addresses are compared here and left behind: a
 * decision is kept for ever, and a person must remain erasable.
 */
import { invariant } from "../invariant";
import { normaliseCode } from "../code/code";
import { channelOf } from "../order/channel";
import { marksAt, type MarksSince } from "../order/mark";
import type { Channel } from "../program/program";
import type { Tx } from "~/ports/world";
import type { ClaimFacts, CodeFacts, Facts } from "./facts";
import { compareAddresses, compareMarks } from "./likeness";
import { readBegun, type Begun } from "./read-begun.server";
import type { OrderToDecide } from "./read-order-to-decide.server";

type Db = Tx["db"];

export async function readFacts(db: Db, shopId: string, order: OrderToDecide): Promise<Facts> {
  const texts = order.codes.map(normaliseCode);
  const claims = await readClaims(db, shopId, order, texts);
  const counting = claims.some(({ friendLimit }) => friendLimit !== null) ? await countFriendOrders(db, shopId, order) : null;
  const begun = await readBegun(db, shopId, order);
  const behind = (claim: Claim) => claimFacts(order, claim, counting?.get(claim.programId) ?? 0, begun);
  const click = claims.find(({ kind }) => kind === "the order's click");
  return {
    order: {
      orderId: order.orderId,
      placedAt: order.placedAt.toISOString(),
      buyerId: order.buyerId,
      test: order.test,
      cancelled: order.cancelled,
      paid: order.paid,
      ownReward: order.ownReward,
      renewal: order.renewal,
      buyerOrderIndex: order.buyerOrderIndex,
      currency: order.currency,
      goodsMinor: String(order.goodsMinor),
      orderedMinor: String(order.orderedMinor),
      channel: channelOf(order.sourceName),
      codes: order.codes.length,
      clickId: order.clickId,
    },
    earlier: { counted: order.counted, uncounted: order.uncounted },
    codes: texts.flatMap((text, index): CodeFacts[] => {
      const of = (wanted: Claim["kind"]) => claims.find(({ kind, code }) => kind === wanted && code === text);
      const claim = of("share") ?? of("click");
      if (!claim || claim.kind === "the order's click") return [];
      const clickId = claim.clickId ?? (click?.ambassadorId === claim.ambassadorId ? click.clickId : null);
      return [
        {
          ...behind(claim),
          index,
          code: text,
          kind: claim.kind,
          state: claim.state,
          confirmed: claim.confirmed,
          since: claim.since?.toISOString() ?? null,
          retiresAt: claim.retiresAt?.toISOString() ?? null,
          heldFrom: claim.heldFrom?.toISOString() ?? null,
          clickId,
        },
      ];
    }),
    click: click ? { ...behind(click), clickId: click.clickId!, clickedAt: click.clickedAt!.toISOString(), code: click.code } : null,
  };
}

/** Ids from an order's attributes are whatever a browser sent. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A row for each of our codes on the order and for its click, with the programme and the person it points to. */
type Claim = {
  kind: "share" | "click" | "the order's click";
  code: string;
  state: string;
  confirmed: boolean;
  since: Date | null;
  retiresAt: Date | null;
  heldFrom: Date | null;
  programId: string;
  currency: string;
  clickId: string | null;
  clickedAt: Date | null;
  version: number | null;
  newFriendsOnly: boolean;
  renewalsCount: boolean;
  clickWindowDays: number;
  channels: Channel[];
  minimumSpendMinor: bigint;
  friendLimit: number | null;
  /** Since when it did not run when the order was placed; null: it ran. */
  endedAt: Date | null;
  /** Whoever the claim names; `memberId` is null when they are not of the programme. */
  ambassadorId: string | null;
  memberId: string | null;
  leftAt: Date | null;
  survivorId: string | null;
  email: string | null;
  marks: string[] | null;
  marksSince: MarksSince | null;
};

async function readClaims(db: Db, shopId: string, { clickId, placedAt }: OrderToDecide, texts: string[]): Promise<Claim[]> {
  const ours = clickId && UUID.test(clickId) ? clickId : null;
  if (!texts.length && !ours) return [];
  return db.$queryRaw<Claim[]>`
    WITH claim AS (
      SELECT 'share' AS kind, code, state, state = 'live' OR (state IN ('retired', 'waiting') AND live_at IS NOT NULL) AS confirmed, created_at AS since, program_id, ambassador_id, NULL::uuid AS click_id, NULL::timestamptz AS clicked_at, retires_at
      FROM share_code WHERE shop_id = ${shopId} AND code = ANY (${texts}::text[])
      UNION ALL
      SELECT 'click', k.code, k.state, k.state IN ('ready', 'taken'), c.clicked_at, k.program_id, c.ambassador_id, k.click_id, NULL, NULL
      FROM click_code k LEFT JOIN click c USING (shop_id, click_id) WHERE k.shop_id = ${shopId} AND k.code = ANY (${texts}::text[])
      UNION ALL
      -- Whichever press of a friend's the order names, the last one before it counts.
      SELECT 'the order''s click', c.code, '', true, c.clicked_at, c.program_id, c.ambassador_id, c.click_id, coalesce(greatest(
          (SELECT f.clicked_at FROM click f WHERE f.shop_id = c.shop_id AND f.click_id = coalesce(c.first_click_id, c.click_id) AND f.clicked_at <= ${placedAt}),
          (SELECT max(again.clicked_at) FROM click again WHERE again.shop_id = c.shop_id AND again.first_click_id = coalesce(c.first_click_id, c.click_id)
            AND again.clicked_at <= ${placedAt})), c.clicked_at), NULL
      FROM click c WHERE c.shop_id = ${shopId} AND c.click_id = ${ours}::uuid
    )
    SELECT claim.kind, claim.code, claim.state, claim.confirmed, claim.since, claim.program_id::text AS "programId", p.currency, claim.click_id::text AS "clickId", claim.clicked_at AS "clickedAt",
      claim.retires_at AS "retiresAt", held.from AS "heldFrom",
      v.version, v.new_friends_only AS "newFriendsOnly", v.renewals_count AS "renewalsCount", v.click_window_days AS "clickWindowDays", v.channels,
      v.minimum_spend_minor AS "minimumSpendMinor", v.friend_limit AS "friendLimit", CASE WHEN turn.state = 'ended' THEN turn.since END AS "endedAt",
      claim.ambassador_id::text AS "ambassadorId", member.*
    FROM claim JOIN program p ON p.shop_id = ${shopId} AND p.program_id = claim.program_id
      LEFT JOIN LATERAL (
        SELECT min(held_from) AS from FROM leak_alarm l WHERE claim.kind = 'share' AND l.shop_id = ${shopId} AND l.code = claim.code
          AND NOT EXISTS (SELECT FROM leak_answer a WHERE a.shop_id = l.shop_id AND a.alarm_id = l.alarm_id AND a.answer = 'fine')
      ) AS held ON true
      LEFT JOIN LATERAL (
        -- Whether it ran then: what came since changes nothing.
        SELECT state, since FROM program_turn WHERE shop_id = ${shopId} AND program_id = claim.program_id AND since <= ${placedAt}
        ORDER BY sequence DESC LIMIT 1
      ) AS turn ON true
      LEFT JOIN LATERAL (
        -- What was in force then; for an order older than the programme, its first version.
        SELECT * FROM program_version WHERE shop_id = ${shopId} AND program_id = claim.program_id
        ORDER BY saved_at <= ${placedAt} DESC, CASE WHEN saved_at <= ${placedAt} THEN -version ELSE version END LIMIT 1
      ) AS v ON true
      LEFT JOIN LATERAL (
        -- Whoever became one with another is that one; when either left, counts.
        SELECT coalesce(a.merged_into, a.ambassador_id)::text AS "memberId", least(a.left_at, m.left_at, s.left_at) AS "leftAt",
          coalesce(b.merged_into, s.buyer_id, a.buyer_id) AS "survivorId", b.email, coalesce(s.marks, a.marks) AS marks,
          coalesce(s.marks_since, a.marks_since) AS "marksSince"
        FROM membership m JOIN ambassador a ON a.shop_id = m.shop_id AND a.ambassador_id = m.ambassador_id
          LEFT JOIN ambassador s ON s.shop_id = a.shop_id AND s.ambassador_id = a.merged_into
          LEFT JOIN buyer b ON b.shop_id = a.shop_id AND b.buyer_id = coalesce(s.buyer_id, a.buyer_id)
        WHERE m.shop_id = ${shopId} AND m.program_id = claim.program_id AND m.ambassador_id = claim.ambassador_id
        LIMIT 1 -- one at most; said so that each is looked up by its key, however little the planner knows of a young shop
      ) AS member ON true`;
}

/** What is known of whoever a claim points to. */
function claimFacts(order: OrderToDecide, claim: Claim, friendOrders: number, begun: Begun | null): ClaimFacts {
  const {
    programId,
    version,
    currency,
    newFriendsOnly,
    renewalsCount,
    clickWindowDays,
    channels,
    minimumSpendMinor,
    friendLimit,
    endedAt,
  } = claim;
  invariant(version !== null, "a program has at least one version of its settings");
  const program = {
    ...{ programId, version, currency, newFriendsOnly, renewalsCount, clickWindowDays, channels, friendLimit },
    ...{ minimumSpendMinor: String(minimumSpendMinor), endedAt: endedAt?.toISOString() ?? null },
  };
  const ambassador = claim.memberId && {
    ambassadorId: claim.memberId,
    leftAt: claim.leftAt?.toISOString() ?? null,
    sameBuyer: order.survivorId !== null && order.survivorId === claim.survivorId,
    address: compareAddresses(order.email, claim.email),
    signs: compareMarks(order.marks, marksAt({ marks: claim.marks ?? [], marksSince: claim.marksSince ?? {} }, order.placedAt)),
  };
  return {
    ambassador: ambassador || null,
    program,
    friendOrders: friendLimit === null ? null : friendOrders,
    begunWith: begun && ambassador ? begun({ programId, ambassadorId: ambassador.ambassadorId }) : null,
  };
}

/** By programme: the buyer's orders placed before this one that count, whoever decided so. */
async function countFriendOrders(db: Db, shopId: string, order: OrderToDecide): Promise<Map<string, number>> {
  if (!order.buyerId) return new Map();
  const rows = await db.$queryRaw<{ programId: string; orders: number }[]>`
    SELECT latest.program_id::text AS "programId", count(*)::int AS orders
    FROM orders o JOIN LATERAL (SELECT outcome, program_id FROM decision d WHERE d.shop_id = o.shop_id AND d.order_id = o.order_id
      ORDER BY sequence DESC LIMIT 1) AS latest ON latest.outcome = 'attributed'
    WHERE o.shop_id = ${shopId} AND o.buyer_id = ${order.buyerId} AND o.order_id <> ${order.orderId} AND o.placed_at < ${order.placedAt}
      AND o.cancelled_at IS NULL AND o.dispute IS DISTINCT FROM 'lost' GROUP BY 1`;
  return new Map(rows.map(({ programId, orders }) => [programId, orders]));
}
