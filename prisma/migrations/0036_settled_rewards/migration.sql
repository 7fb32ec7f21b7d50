-- An owner's "give it back" is written down before Shopify is asked to take the reward back; what became of the order that took a
-- reward is kept, so that it is asked about once; and cash stands on a list only after it was looked whether something strange is theirs.
ALTER TABLE "reward"
  ADD COLUMN "settling_at" TIMESTAMPTZ(3),
  ADD COLUMN "undone" TEXT,
  ADD COLUMN "cleared_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT reward_settling CHECK (settling_at IS NULL OR state = 'needs review'),
  ADD CONSTRAINT reward_undone CHECK (undone IS NULL OR undone IN ('cancelled', 'taken out') AND used_order_id IS NOT NULL);
-- Those that failed or ran out are compared with Shopify too, the newest first.
DROP INDEX "reward_shop_id_state_idx";
CREATE INDEX "reward_shop_id_state_requested_at_idx" ON "reward"("shop_id", "state", "requested_at");

-- Orders that were cancelled before anybody asked what that means for the reward they took.
ALTER TABLE "reward" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;
UPDATE "reward" r SET state = 'needs review', undone = 'cancelled', reason = 'The order that took it was cancelled.', called_at = NULL, call_mark = NULL
  FROM "orders" o
  WHERE o.shop_id = r.shop_id AND o.order_id = r.used_order_id AND o.cancelled_at IS NOT NULL
    AND r.state IN ('issued', 'used') AND r.kind IN ('product code', 'product sent');
-- Cash that was said yes to before was looked at by the job of that yes.
UPDATE "reward" SET cleared_at = approved_at WHERE kind = 'cash' AND approved_at IS NOT NULL;
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;
ALTER TABLE "reward" FORCE ROW LEVEL SECURITY;
