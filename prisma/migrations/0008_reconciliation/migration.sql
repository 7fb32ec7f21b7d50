-- Comparisons with Shopify, hourly and on demand: a webhook that never came is found by them.
CREATE TABLE "reconciliation" (
    "shop_id" TEXT NOT NULL,
    "reconciliation_id" UUID NOT NULL,
    "why" TEXT NOT NULL,
    "looked_from" TIMESTAMPTZ(3) NOT NULL,
    "orders_looked" INTEGER NOT NULL DEFAULT 0,
    "orders_found" INTEGER NOT NULL DEFAULT 0,
    "problems" JSONB NOT NULL DEFAULT '[]',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("shop_id","reconciliation_id")
);
CREATE INDEX "reconciliation_shop_id_started_at_idx" ON "reconciliation"("shop_id", "started_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "reconciliation" TO regulars_app;
ALTER TABLE "reconciliation" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "reconciliation" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());

-- As in 0006, with the new table.
CREATE OR REPLACE FUNCTION erase_shop(target text, at timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE one text; gone bigint; total bigint := 0;
BEGIN
  IF coalesce(target, '') = '' THEN RAISE EXCEPTION 'erase_shop: name the shop to erase'; END IF;
  PERFORM set_config('app.shop_id', target, true), set_config('app.erasing_shop', target, true);
  -- Entries before accounts, memberships before ambassadors, everything before its program.
  FOREACH one IN ARRAY ARRAY['entry', 'account', 'credit', 'decision', 'reward', 'shelf_item', 'click', 'click_code', 'share_code', 'minting', 'discount',
      'membership', 'ambassador', 'opt_out', 'contact', 'invitation', 'hold_out', 'invite_press', 'saved_view', 'ranking', 'mining', 'buyer', 'order_line', 'orders',
      'variant', 'product', 'program_version', 'program', 'import', 'reconciliation', 'privacy_request', 'receipt', 'shop'] LOOP
    EXECUTE format('DELETE FROM public.%I WHERE shop_id = $1', one) USING target;
    GET DIAGNOSTICS gone = ROW_COUNT;
    total := total + gone;
  END LOOP;
  DELETE FROM public.session WHERE shop = target;
  INSERT INTO public.erasure (shop_hash, rows, erased_at) VALUES (encode(sha256(target::bytea), 'hex'), total, at);
  PERFORM set_config('app.erasing_shop', '', true), set_config('app.shop_id', '', true);
  RETURN total;
END $$;
