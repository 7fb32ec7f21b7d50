-- After a backup was put back, Shopify may hold rewards that this database knows nothing of: what was found, and an owner's word on it.
CREATE TABLE "stray" (
    "shop_id" TEXT NOT NULL,
    "stray_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "shopify_id" TEXT NOT NULL,
    "marked_as" UUID,
    "buyer_id" TEXT,
    "variant_id" TEXT,
    "product_title" TEXT NOT NULL,
    "code" TEXT,
    "order_id" TEXT,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "stray_pkey" PRIMARY KEY ("shop_id","stray_id"),
    CONSTRAINT stray_kind CHECK (kind IN ('product code', 'product sent', 'store credit', 'gift card')),
    CONSTRAINT stray_amount CHECK (amount_minor > 0),
    CONSTRAINT stray_answer CHECK (answer IN ('given', 'not ours') AND answered_by IS NOT NULL AND answered_at IS NOT NULL
      OR answer IS NULL AND answered_by IS NULL AND answered_at IS NULL)
);
CREATE UNIQUE INDEX "stray_shop_id_kind_shopify_id_key" ON "stray"("shop_id", "kind", "shopify_id");
CREATE INDEX "stray_shop_id_buyer_id_idx" ON "stray"("shop_id", "buyer_id");
GRANT SELECT, INSERT, UPDATE, DELETE ON "stray" TO regulars_app;
ALTER TABLE "stray" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "stray" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());

-- Stretches of time in which a worker wrote here every half minute; between two of them this database remembers nothing. No shop's.
CREATE TABLE "awake" (
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "awake_pkey" PRIMARY KEY ("began_at"),
    CONSTRAINT awake_forwards CHECK (seen_at >= began_at)
);
GRANT SELECT, INSERT, UPDATE ON "awake" TO regulars_app;

-- Whatever erase_shop erases by now, and what was found.
DO $$
DECLARE before text := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
DECLARE after text := replace(before, '''reward'',', '''stray'', ''reward'',');
BEGIN
  IF after = before THEN RAISE EXCEPTION 'erase_shop names no rewards: where does what was found go?'; END IF;
  EXECUTE after;
END $$;
