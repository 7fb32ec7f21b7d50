/**
 * What must hold in the database of any number of shops, as queries that a person can run: each returns the rows that
 * offend, and none when all is well. "At rest" means: no job is due, no webhook under way.
 */
import { MOVEMENT, type Invariant } from "./invariant.ts";
import { references } from "./references.ts";
import { rewardInvariants } from "./reward-invariants.ts";

export const invariants: Invariant[] = [
  {
    name: "I1 entries stay within one programme, currency and person",
    why: "An account's balance is the sum of its entries; that is only a balance when all of them are of one programme and one currency. From one ambassador to another money goes only when the one becomes the other.",
    holds: "always",
    sql: `SELECT e.shop_id, e.idempotency_key FROM entry e
      JOIN account f ON f.shop_id = e.shop_id AND f.account_id = e.from_account_id
      JOIN account t ON t.shop_id = e.shop_id AND t.account_id = e.to_account_id
      WHERE f.program_id <> t.program_id OR e.currency <> f.currency OR e.currency <> t.currency
        OR (f.kind <> 'program' AND t.kind <> 'program' AND f.ambassador_id <> t.ambassador_id AND (e.reason <> 'merged' OR f.kind <> t.kind
          OR NOT EXISTS (SELECT FROM ambassador w WHERE w.shop_id = e.shop_id AND w.ambassador_id IN (f.ambassador_id, t.ambassador_id)
            AND w.merged_into IS NOT NULL))) OR e.amount_minor < 0`,
  },
  {
    name: "I1 nothing but earned is below zero",
    why: "Nobody can have less than nothing waiting or redeemed.",
    holds: "always",
    sql: `WITH ${MOVEMENT} SELECT shop_id, account_id, amount FROM balance WHERE amount < 0 AND kind IN ('pending', 'redeemed')`,
  },
  {
    name: "I1 earned is below zero by reversals only",
    why: "A refund after the reward may leave a debt; a redemption never may.",
    holds: "always",
    sql: `WITH ${MOVEMENT} SELECT shop_id, ambassador_id, program_id, amount, reversed FROM person WHERE kind = 'earned' AND amount + reversed < 0`,
  },
  {
    name: "I1 forgiven is at most what was kept, and at most what orders have lost",
    why: "What was forgiven lacked because credit that had been spent went back. Where the reward or the order came back, nothing lacks any more; a reward that was not given brings no present with it.",
    holds: "always",
    sql: `WITH ${MOVEMENT},
      debt AS (SELECT a.shop_id, coalesce(w.merged_into, a.ambassador_id) AS ambassador_id, a.program_id, sum(m.amount) AS forgiven FROM movement m
        JOIN account a USING (shop_id, account_id) LEFT JOIN ambassador w USING (shop_id, ambassador_id)
        WHERE a.kind = 'earned' AND m.source_kind = 'debt' GROUP BY 1, 2, 3),
      step AS (SELECT e.shop_id, e.source_id, coalesce(w.merged_into, a.ambassador_id) AS ambassador_id, a.program_id,
          substring(e.idempotency_key FROM '[0-9]+$')::int AS n, sum(CASE WHEN e.to_account_id = a.account_id THEN e.amount_minor ELSE -e.amount_minor END) AS amount
        FROM entry e JOIN account a ON a.shop_id = e.shop_id AND a.account_id IN (e.from_account_id, e.to_account_id) AND a.kind = 'earned'
          LEFT JOIN ambassador w ON w.shop_id = a.shop_id AND w.ambassador_id = a.ambassador_id WHERE e.source_kind = 'order' GROUP BY 1, 2, 3, 4, 5),
      standing AS (SELECT *, sum(amount) OVER (PARTITION BY shop_id, source_id, ambassador_id, program_id ORDER BY n) AS minor FROM step),
      lost AS (SELECT shop_id, ambassador_id, program_id, sum(lost) AS lost FROM (SELECT shop_id, source_id, ambassador_id, program_id,
          greatest(max(minor), 0) - sum(amount) AS lost FROM standing GROUP BY 1, 2, 3, 4) AS of_order GROUP BY 1, 2, 3)
      SELECT d.shop_id, d.ambassador_id::text AS id, d.forgiven, k.amount AS kept, l.lost FROM debt d
        LEFT JOIN (SELECT shop_id, ambassador_id, program_id, sum(amount) AS amount FROM person WHERE kind = 'redeemed' GROUP BY 1, 2, 3) AS k
          USING (shop_id, ambassador_id, program_id)
        LEFT JOIN lost l USING (shop_id, ambassador_id, program_id)
      WHERE d.forgiven < 0 OR d.forgiven > coalesce(k.amount, 0) OR d.forgiven > coalesce(l.lost, 0)
      UNION ALL SELECT w.shop_id, w.reward_id::text, sum(CASE e.reason WHEN 'forgiven' THEN e.amount_minor ELSE -e.amount_minor END), 0, 0 FROM reward w
        JOIN entry e ON e.shop_id = w.shop_id AND e.source_kind = 'reward' AND e.source_id = w.reward_id::text AND e.reason IN ('forgiven', 'forgiven no more')
        WHERE w.state IN ('failed', 'expired') GROUP BY 1, 2 HAVING sum(CASE e.reason WHEN 'forgiven' THEN e.amount_minor ELSE -e.amount_minor END) <> 0`,
  },
  {
    name: "I2 one entry a key",
    why: "The same key again is the same entry, or an error; never a second movement.",
    holds: "always",
    sql: `SELECT shop_id, idempotency_key, count(*) FROM entry GROUP BY 1, 2 HAVING count(*) > 1`,
  },
  {
    name: "I2 an order's keys count without gaps",
    why: "Keys count an order's entries under its lock: a gap or a jump means that somebody posted without it.",
    holds: "always",
    sql: `SELECT shop_id, source_id, array_agg(idempotency_key) AS keys FROM entry,
        -- Cut off and not matched: a pattern made anew for every row would take most of the time.
        LATERAL (SELECT CASE WHEN starts_with(idempotency_key, 'order:' || source_id || ':') THEN substr(idempotency_key, length(source_id) + 8) END AS rest) AS cut,
        LATERAL (SELECT CASE WHEN rest ~ '^[0-9]{1,9}$' THEN rest::int END AS n) AS counted
      WHERE source_kind = 'order' GROUP BY 1, 2
      HAVING count(n) <> count(*) OR min(n) <> 1 OR max(n) <> count(*) OR count(DISTINCT n) <> count(*)`,
  },
  {
    name: "I4 an entry says what it said when it was written",
    why: "Its hash is of its ends, amount, currency, reason and source, made when it was appended. One that was taken away shows by the others: its order's keys have a gap, its reward is not paid for.",
    holds: "always",
    sql: `SELECT shop_id, idempotency_key, amount_minor, recorded_at FROM entry WHERE input_hash <> encode(sha256(convert_to('[' || concat_ws(',',
        to_json(from_account_id), to_json(to_account_id), to_json(amount_minor::text), to_json(currency), to_json(reason), to_json(source_kind),
        to_json(source_id)) || ']', 'UTF8')), 'hex')`,
  },
  {
    name: "I5 no row names another shop's ids",
    why: "Whatever a row refers to is there, in the same shop.",
    holds: "always",
    sql: references
      .map(
        ([table, column, target, key]) =>
          `SELECT '${table}.${column}' AS place, r.shop_id, r.${column}::text AS id FROM ${table} r
           WHERE r.${column} IS NOT NULL AND NOT EXISTS (SELECT FROM ${target} t WHERE t.shop_id = r.shop_id AND t.${key}::text = r.${column}::text)`,
      )
      .join("\nUNION ALL "),
  },
  {
    name: "I5 entries are about this shop's orders and rewards",
    why: "An entry names its source by text; the source must be this shop's.",
    holds: "always",
    sql: `SELECT e.shop_id, e.idempotency_key, e.source_kind, e.source_id FROM entry e
      WHERE (e.source_kind = 'order' AND NOT EXISTS (SELECT FROM orders o WHERE o.shop_id = e.shop_id AND o.order_id = e.source_id))
        OR (e.source_kind = 'reward' AND NOT EXISTS (SELECT FROM reward w WHERE w.shop_id = e.shop_id AND w.reward_id::text = e.source_id))`,
  },
  {
    name: "I10 tiers have reasons",
    why: "Whoever is more than a friend moved there by changes that count without gaps, lead upwards from one to the next and say why.",
    holds: "always",
    sql: `WITH step AS (SELECT *, lag(to_tier) OVER each AS before, row_number() OVER each AS n FROM tier_change
        WINDOW each AS (PARTITION BY shop_id, program_id, ambassador_id ORDER BY sequence))
      SELECT m.shop_id, m.ambassador_id, m.tier, s.sequence FROM membership m LEFT JOIN step s USING (shop_id, program_id, ambassador_id)
      WHERE (s.sequence IS NULL AND m.tier <> 'friend') OR s.sequence <> s.n OR s.reason = '' OR s.from_tier = s.to_tier
        OR s.from_tier <> coalesce(s.before, 'friend')
        OR array_position(ARRAY['friend', 'insider', 'icon'], s.to_tier) <= array_position(ARRAY['friend', 'insider', 'icon'], s.from_tier)
        OR m.tier <> (SELECT to_tier FROM step l WHERE l.shop_id = m.shop_id AND l.program_id = m.program_id AND l.ambassador_id = m.ambassador_id
          ORDER BY sequence DESC LIMIT 1)`,
  },
  {
    name: "I10 nobody waits for a tier they have reached",
    why: "Who has brought so many different people whose order was kept has moved up by then, whatever the orders brought.",
    holds: "at rest",
    sql: `WITH latest AS (SELECT DISTINCT ON (shop_id, order_id) shop_id, order_id, program_id, ambassador_id, outcome FROM decision
        ORDER BY shop_id, order_id, sequence DESC),
      good AS (SELECT c.shop_id, c.program_id, c.ambassador_id, o.buyer_id, o.order_id FROM credit c JOIN orders o USING (shop_id, order_id)
        JOIN latest l USING (shop_id, order_id, program_id, ambassador_id)
        WHERE c.state = 'earned' AND l.outcome = 'attributed' AND o.goods_minor > 0 AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL
          AND o.dispute IS DISTINCT FROM 'lost' AND NOT o.test AND NOT o.own_reward),
      counted AS (SELECT shop_id, program_id, ambassador_id, count(DISTINCT coalesce(buyer_id, order_id)) AS friends FROM good GROUP BY 1, 2, 3)
      SELECT m.shop_id, m.ambassador_id, m.tier, c.friends FROM membership m JOIN counted c USING (shop_id, program_id, ambassador_id)
        JOIN LATERAL (SELECT insider_from, icon_from FROM program_version v WHERE v.shop_id = m.shop_id AND v.program_id = m.program_id
          ORDER BY version DESC LIMIT 1) v ON true
      WHERE (c.friends >= v.icon_from AND m.tier <> 'icon') OR (c.friends >= v.insider_from AND m.tier = 'friend')`,
  },
  {
    name: "I1 who became another has nothing left",
    why: "Of two ambassadors whose customers became one, the one has all that was the other's: money, orders, rewards, and codes that count.",
    holds: "at rest",
    sql: `WITH ${MOVEMENT} SELECT w.shop_id, w.ambassador_id, 'money' AS what FROM ambassador w JOIN account a USING (shop_id, ambassador_id)
        JOIN balance b USING (shop_id, account_id) WHERE w.state = 'merged' AND b.amount <> 0
      UNION ALL SELECT w.shop_id, w.ambassador_id, 'credit' FROM ambassador w JOIN credit USING (shop_id, ambassador_id) WHERE w.state = 'merged'
      UNION ALL SELECT w.shop_id, w.ambassador_id, 'reward' FROM ambassador w JOIN reward USING (shop_id, ambassador_id) WHERE w.state = 'merged'
      UNION ALL SELECT w.shop_id, w.ambassador_id, 'code' FROM ambassador w JOIN share_code s USING (shop_id, ambassador_id) WHERE w.state = 'merged' AND s.state = 'live'
      UNION ALL SELECT w.shop_id, w.ambassador_id, 'chain' FROM ambassador w JOIN ambassador s ON s.shop_id = w.shop_id AND s.ambassador_id = w.merged_into
        WHERE s.merged_into IS NOT NULL
      UNION ALL SELECT a.shop_id, a.ambassador_id, 'two of one customer' FROM ambassador a JOIN buyer b USING (shop_id, buyer_id)
        WHERE a.state <> 'merged' AND b.merged_into IS NOT NULL`,
  },
  {
    name: "I10 discounts follow their programme",
    why: "Of a programme that has ended every discount is switched off, of one that runs none is, however closely the two words came.",
    holds: "at rest",
    sql: `SELECT p.shop_id, p.program_id, p.state, d.kind, d.state AS discount FROM program p JOIN discount d USING (shop_id, program_id)
      WHERE (p.state = 'ended') <> (d.state = 'ended')`,
  },
  {
    name: "I10 a programme's turns count without gaps",
    why: "It begins by running and then ends and goes on in turn, each later than the one before; the programme is as its last turn says.",
    holds: "always",
    sql: `WITH turn AS (SELECT *, lag(state) OVER each AS before, lag(since) OVER each AS earlier, row_number() OVER each AS n,
          last_value(state) OVER (PARTITION BY shop_id, program_id ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS now
        FROM program_turn WINDOW each AS (PARTITION BY shop_id, program_id ORDER BY sequence))
      SELECT p.shop_id, p.program_id, t.sequence FROM program p LEFT JOIN turn t USING (shop_id, program_id)
      WHERE t.sequence IS NULL OR t.sequence <> t.n OR t.state = t.before OR t.since < t.earlier OR t.now <> p.state`,
  },
  {
    name: "I10 settings count without gaps",
    why: "Of two owners who save at once each makes a version of their own, and decisions name versions that are there.",
    holds: "always",
    sql: `SELECT shop_id, program_id, 'versions' AS what FROM program_version GROUP BY 1, 2 HAVING min(version) <> 1 OR max(version) <> count(*)
      UNION ALL SELECT d.shop_id, d.program_id, d.decision_id::text FROM decision d WHERE d.program_version IS NOT NULL AND NOT EXISTS
        (SELECT FROM program_version v WHERE v.shop_id = d.shop_id AND v.program_id = d.program_id AND v.version = d.program_version)`,
  },
  {
    name: "I7 no webhook is left lying",
    why: "Every receipt ends done, ignored or set aside with a reason.",
    holds: "at rest",
    sql: `SELECT shop_id, topic, webhook_id, state, received_at FROM receipt WHERE state NOT IN ('done', 'ignored', 'quarantined')
      OR (state <> 'done' AND reason IS NULL)`,
  },
  {
    name: "I7 nothing waits without a job",
    why: "An invitation, a letter, a discount of a programme that runs or a reading of the history that is under way is in a job of the queue, or nobody will ever do it. What an owner stopped or must settle waits for them, and what a shop that has left waits for is its return.",
    holds: "at rest",
    sql: `WITH waits AS (
        SELECT shop_id, 'invitation.send' AS job, 'invitationId' AS key, invitation_id::text AS id, state FROM invitation WHERE state IN ('waiting', 'sending')
        UNION ALL SELECT shop_id, 'letter.send', 'letterId', letter_id::text, state FROM letter WHERE state IN ('waiting', 'sending')
        UNION ALL SELECT d.shop_id, 'discount.publish', 'discountId', d.discount_id::text, d.state FROM discount d JOIN program p USING (shop_id, program_id)
          WHERE d.state = 'intended' AND p.state = 'live'
        UNION ALL SELECT shop_id, 'import.advance', 'importId', import_id::text, state FROM import WHERE state IN ('requested', 'preparing', 'reading'))
      SELECT w.shop_id, w.job, w.id, w.state FROM waits w JOIN shop s USING (shop_id)
      WHERE s.state <> 'uninstalled' AND NOT EXISTS (SELECT FROM pgboss.job j WHERE j.name = w.job AND j.state IN ('created', 'retry', 'active')
        AND j.data->>'shopId' = w.shop_id AND j.data->'payload'->>w.key = w.id)`,
  },
  {
    name: "I7 the latest comparison went through",
    why: "What no webhook told, what differs and what a backup forgot is found by comparing: one that breaks off each time, or leaves a part out, finds nothing more, however long it goes on.",
    holds: "at rest",
    sql: `SELECT * FROM (SELECT DISTINCT ON (shop_id) shop_id, started_at, finished_at, problems FROM reconciliation JOIN shop USING (shop_id)
        WHERE shop.state = 'installed' ORDER BY shop_id, started_at DESC) AS latest
      WHERE finished_at IS NULL OR problems @> '[{"kind": "not compared"}]'`,
  },
  {
    name: "I8 no mail after an opt-out",
    why: "Who asked not to be written to is not written to, however long the mail had been waiting.",
    holds: "always",
    sql: `SELECT c.shop_id, c.buyer_id, c.kind, c.happened_at FROM contact c
      JOIN contact asked ON asked.shop_id = c.shop_id AND asked.buyer_id = c.buyer_id AND asked.kind = 'opted out'
      WHERE c.channel = 'e-mail' AND c.state = 'sent' AND c.happened_at > asked.happened_at`,
  },
  {
    name: "I9 what is posted for an order lies with its winner",
    why: "After the last decision nobody else holds anything of the order.",
    holds: "at rest",
    sql: `WITH ${MOVEMENT},
      latest AS (SELECT DISTINCT ON (shop_id, order_id) shop_id, order_id, outcome, ambassador_id FROM decision ORDER BY shop_id, order_id, sequence DESC)
      SELECT m.shop_id, m.source_id AS order_id, a.account_id, sum(m.amount) AS amount FROM movement m JOIN account a USING (shop_id, account_id)
        LEFT JOIN latest l ON l.shop_id = m.shop_id AND l.order_id = m.source_id
      WHERE m.source_kind = 'order' AND a.kind <> 'program'
        AND (l.outcome IS DISTINCT FROM 'attributed' OR l.ambassador_id IS DISTINCT FROM a.ambassador_id)
      GROUP BY 1, 2, 3, a.ambassador_id HAVING sum(m.amount) <> 0`,
  },
  {
    name: "I9 a code counts once it is an ambassador's, and only if Shopify confirmed it",
    why: "What the rules attribute by a code stands on a code that was there when the order was placed (by the second, as Shopify tells it), and that Shopify said is ours.",
    holds: "at rest",
    sql: `WITH latest AS (SELECT DISTINCT ON (shop_id, order_id) * FROM decision ORDER BY shop_id, order_id, sequence DESC)
      SELECT l.shop_id, l.order_id, l.code FROM latest l JOIN orders o USING (shop_id, order_id)
        LEFT JOIN share_code s ON s.shop_id = l.shop_id AND s.code = l.code LEFT JOIN click_code k ON k.shop_id = l.shop_id AND k.code = l.code
        LEFT JOIN click c ON c.shop_id = k.shop_id AND c.click_id = k.click_id
      WHERE l.outcome = 'attributed' AND l.decided_by = 'rules' AND l.reason IN ('code', 'click-code')
        AND (date_trunc('second', coalesce(s.created_at, c.clicked_at)) > o.placed_at OR (s.code IS NOT NULL AND s.live_at IS NULL))`,
  },
  {
    name: "I9 nobody earns on their own order",
    why: "Whoever said so, and whichever of a person's accounts became one with the other since: an order of the ambassador's own customer counts for somebody else at most.",
    holds: "at rest",
    sql: `WITH latest AS (SELECT DISTINCT ON (shop_id, order_id) shop_id, order_id, outcome, ambassador_id FROM decision ORDER BY shop_id, order_id, sequence DESC)
      SELECT l.shop_id, l.order_id, l.ambassador_id FROM latest l JOIN orders o USING (shop_id, order_id)
        JOIN ambassador a ON a.shop_id = l.shop_id AND a.ambassador_id = l.ambassador_id
        LEFT JOIN buyer bought ON bought.shop_id = o.shop_id AND bought.buyer_id = o.buyer_id
        LEFT JOIN buyer own ON own.shop_id = a.shop_id AND own.buyer_id = a.buyer_id
      WHERE l.outcome = 'attributed' AND coalesce(bought.merged_into, o.buyer_id) = coalesce(own.merged_into, a.buyer_id)`,
  },
  {
    name: "I9 decisions count without gaps",
    why: "Deciding anew adds the next sequence and keeps the old.",
    holds: "always",
    sql: `SELECT shop_id, order_id, count(*), max(sequence) FROM decision GROUP BY 1, 2 HAVING min(sequence) <> 1 OR max(sequence) <> count(*)`,
  },
  {
    name: "I9 a decision of the rules stands on one of its claims",
    why: "Whom it names is named by a claim kept with it, whose reason is the decision's; whatever came after that one came later.",
    holds: "always",
    sql: `SELECT d.shop_id, d.order_id, d.sequence, d.outcome, d.reason FROM decision d
      WHERE d.decided_by = 'rules' AND d.ambassador_id IS NOT NULL AND NOT EXISTS (SELECT FROM claim c
        WHERE c.shop_id = d.shop_id AND c.decision_id = d.decision_id AND c.reason = d.reason AND c.ambassador_id = d.ambassador_id
          AND c.code IS NOT DISTINCT FROM d.code
          AND NOT EXISTS (SELECT FROM claim later WHERE later.shop_id = c.shop_id AND later.decision_id = c.decision_id
            AND d.outcome <> 'ignored' AND later.place > c.place AND later.reason IS DISTINCT FROM 'came-later'))`,
  },
  ...rewardInvariants,
];
