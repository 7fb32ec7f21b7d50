-- How far what was made in Shopify has been looked through for rewards that this database does not know, by kind. Each look goes on from here.
CREATE TABLE "stray_look" (
    "shop_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "looked_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stray_look_pkey" PRIMARY KEY ("shop_id","kind"),
    CONSTRAINT stray_look_kind CHECK (kind IN ('product code', 'product sent', 'store credit', 'gift card'))
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "stray_look" TO regulars_app;
ALTER TABLE "stray_look" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "stray_look" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());

-- Whatever erase_shop erases by now, and how far was looked.
DO $$
DECLARE before text := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
DECLARE after text := replace(before, '''stray'',', '''stray'', ''stray_look'',');
BEGIN
  IF after = before THEN RAISE EXCEPTION 'erase_shop names no strays: where does how far was looked go?'; END IF;
  EXECUTE after;
END $$;

-- Where the next comparison of orders begins, moved forward page by page: any number of changed orders is worked through in bounded runs.
-- Null in a finished run of before: it had read everything to its end.
ALTER TABLE "reconciliation" ADD COLUMN "next_from" TIMESTAMPTZ(3);

-- An order that was deleted in Shopify is worth nothing, as one that was cancelled. Which of them are still there is asked in turn.
ALTER TABLE "orders" ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
ALTER TABLE "orders" ADD CONSTRAINT order_deleted CHECK (deleted_at IS NULL OR cancelled_at IS NOT NULL);
ALTER TABLE "credit" ADD COLUMN "looked_at" TIMESTAMPTZ(3);
CREATE INDEX "credit_shop_id_earned_at_idx" ON "credit"("shop_id", "earned_at");

-- A customer whom Shopify did not know when they were last read: told until they are read again.
ALTER TABLE "buyer" ADD COLUMN "gone_at" TIMESTAMPTZ(3);
CREATE INDEX buyer_gone ON "buyer" (shop_id, buyer_id) WHERE gone_at IS NOT NULL;
