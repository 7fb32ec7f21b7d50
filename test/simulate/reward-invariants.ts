/** What must hold of rewards: see invariants.ts. */
import { MOVEMENT, type Invariant } from "./invariant.ts";

export const rewardInvariants: Invariant[] = [
  {
    name: "I3 a reward is paid for once and given back at most once",
    why: "Requested, issued and used rewards cost their price; failed and expired ones cost nothing in the end. It may be taken again where an order took what had been given back, and then go back again.",
    holds: "always",
    sql: `SELECT w.shop_id, w.reward_id, w.state, w.price_minor, e.taken, e.back FROM reward w LEFT JOIN LATERAL (
        SELECT coalesce(sum(amount_minor) FILTER (WHERE reason IN ('reward taken', 'settled')), 0) AS taken,
          coalesce(sum(amount_minor) FILTER (WHERE reason IN ('reward given back', 'reward expired')), 0) AS back
        FROM entry WHERE shop_id = w.shop_id AND source_kind = 'reward' AND source_id = w.reward_id::text) AS e ON true
      WHERE e.taken < w.price_minor OR e.taken % w.price_minor <> 0 OR e.taken - e.back NOT IN (0, w.price_minor)
        OR (w.state IN ('requested', 'issued', 'used') AND e.taken = e.back) OR (w.state IN ('failed', 'expired') AND e.taken <> e.back)`,
  },
  {
    name: "I3 rewards are taken from what was earned before",
    why: "At the moment of taking, what had come in and not gone out must have covered it, but for what an owner let them off of it then.",
    holds: "always",
    sql: `WITH ${MOVEMENT},
      moment AS (SELECT m.shop_id, m.account_id, m.recorded_at, sum(m.amount) AS net, coalesce(sum(m.amount) FILTER (WHERE m.amount > 0 AND NOT (m.source_kind = 'reward' AND m.reason = 'forgiven')), 0) AS came,
          coalesce(-sum(m.amount) FILTER (WHERE m.source_kind = 'reward' AND m.reason IN ('reward taken', 'settled', 'forgiven')), 0) AS taken
        FROM movement m JOIN account a USING (shop_id, account_id) WHERE a.kind = 'earned' GROUP BY 1, 2, 3)
      SELECT * FROM (SELECT *, came + coalesce(sum(net) OVER (PARTITION BY shop_id, account_id ORDER BY recorded_at
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS there FROM moment) AS each WHERE taken > 0 AND taken > there`,
  },
  {
    name: "I3 a reward's code is on one order at most",
    why: "Each reward frees one unit, once; the order that used it is the one the reward names, and that order counts for nobody. An order that was cancelled has not used it.",
    holds: "at rest",
    sql: `SELECT w.shop_id, w.reward_id, w.state, w.used_order_id, array_agg(o.order_id) AS orders FROM reward w
      JOIN orders o ON o.shop_id = w.shop_id AND w.code = ANY (o.codes)
      WHERE w.kind = 'product code'
      GROUP BY 1, 2, 3, 4 HAVING count(*) FILTER (WHERE o.cancelled_at IS NULL) > 1 OR NOT coalesce(bool_or(o.order_id = w.used_order_id), false)
        OR NOT bool_and(o.own_reward)`,
  },
  {
    name: "I6 no reward is left hanging",
    why: "Every reward ends issued, used, failed or expired, or asks for a person: to settle it, for a yes, or to be paid.",
    holds: "at rest",
    sql: `SELECT shop_id, reward_id, kind, state, requested_at FROM reward
      WHERE state NOT IN ('issued', 'used', 'failed', 'expired', 'needs review')
        AND NOT (state = 'requested' AND (kind = 'cash' OR (kind = 'product sent' AND approved_at IS NULL)))`,
  },
  {
    name: "I6 what an owner gave back is given back",
    why: "Once somebody has said that a reward goes back, a job carries it to its end.",
    holds: "at rest",
    sql: `SELECT shop_id, reward_id, kind, settling_at FROM reward WHERE settling_at IS NOT NULL`,
  },
  {
    name: "I3 what Shopify gave stands for one reward",
    why: "A movement of store credit, a gift card, a discount or a sent order belongs to one reward, and no reward is given twice.",
    holds: "always",
    sql: `SELECT shop_id, shopify_id, array_agg(reward_id) AS rewards FROM reward WHERE shopify_id IS NOT NULL
      GROUP BY shop_id, CASE WHEN kind IN ('product code', 'product sent') THEN kind ELSE 'money ' || kind END, shopify_id HAVING count(*) > 1`,
  },
  {
    name: "I3 what was issued says what Shopify gave",
    why: "Without its day no books count it, and issued without Shopify's id it could be found again by nobody. Cash goes through no call, and a person may settle a review by their word.",
    holds: "always",
    sql: `SELECT shop_id, reward_id, kind, state FROM reward WHERE state IN ('issued', 'used') AND issued_at IS NULL
      UNION ALL SELECT shop_id, reward_id, kind, state FROM reward WHERE state = 'issued' AND kind <> 'cash' AND shopify_id IS NULL
        AND reason IS DISTINCT FROM 'You settled it: they have it.'`,
  },
  {
    name: "I3 sent products and cash go out after an owner's yes only",
    why: "Both cost more than a code: nobody gives them by themselves.",
    holds: "always",
    sql: `SELECT shop_id, reward_id, kind, state FROM reward WHERE kind IN ('product sent', 'cash')
      AND approved_at IS NULL AND (state IN ('issued', 'used') OR called_at IS NOT NULL OR exported_at IS NOT NULL)`,
  },
  {
    name: "I3 a sent product is on one order",
    why: "However often an owner pressed, one order carries the reward's tag, and it is the one the reward names and counts for nobody.",
    holds: "at rest",
    sql: `SELECT w.shop_id, w.reward_id, w.state, array_agg(o.order_id) AS orders FROM reward w
      JOIN orders o ON o.shop_id = w.shop_id AND 'reward-' || replace(w.reward_id::text, '-', '') = ANY (o.tags)
      WHERE w.kind = 'product sent' GROUP BY w.shop_id, w.reward_id, w.state, w.used_order_id
      HAVING count(*) > 1 OR w.used_order_id IS DISTINCT FROM min(o.order_id) OR NOT bool_and(o.own_reward) OR w.state <> 'issued'`,
  },
];
