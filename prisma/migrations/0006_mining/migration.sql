-- A mining keeps what it stood on: models, level, backtest, seed; a ranking's row the facts of one buyer, as columns that can
-- be filtered by. What was mined before cannot say these things: it is forgotten, and the next mining makes the list anew.
TRUNCATE "ranking", "mining";

ALTER TABLE "mining" ADD COLUMN     "as_of_day" INTEGER NOT NULL,
ADD COLUMN     "backtest" JSONB,
ADD COLUMN     "fall_back" TEXT,
ADD COLUMN     "forecast_weeks" INTEGER NOT NULL,
ADD COLUMN     "horizon_days" INTEGER,
ADD COLUMN     "level" TEXT NOT NULL,
ADD COLUMN     "level_why" TEXT[],
ADD COLUMN     "list_change" JSONB,
ADD COLUMN     "models" JSONB NOT NULL,
ADD COLUMN     "repeat_buyers" INTEGER NOT NULL,
ADD COLUMN     "resellers" INTEGER NOT NULL,
ADD COLUMN     "scoring" JSONB NOT NULL,
ADD COLUMN     "seed" TEXT NOT NULL,
ADD COLUMN     "time_zone" TEXT NOT NULL,
ADD COLUMN     "why" TEXT NOT NULL;

ALTER TABLE "ranking" DROP COLUMN "first_order_at",
DROP COLUMN "last_order_at",
DROP COLUMN "reason",
ADD COLUMN     "favourite" TEXT,
ADD COLUMN     "first_day" INTEGER NOT NULL,
ADD COLUMN     "first_net_minor" BIGINT NOT NULL,
ADD COLUMN     "gifts" INTEGER NOT NULL,
ADD COLUMN     "last_day" INTEGER NOT NULL,
ADD COLUMN     "list_change" TEXT,
ADD COLUMN     "ordered_minor" BIGINT NOT NULL,
ADD COLUMN     "orders_more_than" INTEGER NOT NULL,
ADD COLUMN     "p_alive" DOUBLE PRECISION,
ADD COLUMN     "previous_rank" INTEGER,
ADD COLUMN     "purchase_days" INTEGER NOT NULL,
ADD COLUMN     "reseller" BOOLEAN NOT NULL,
ADD COLUMN     "score" DOUBLE PRECISION NOT NULL;

CREATE INDEX "ranking_shop_id_mining_id_favourite_idx" ON "ranking"("shop_id", "mining_id", "favourite");

ALTER TABLE "mining"
  ADD CONSTRAINT mining_method CHECK (method IN ('alive spend', 'past spend')),
  ADD CONSTRAINT mining_level CHECK (level IN ('forecasts', 'wide forecasts', 'order only', 'past spend')),
  ADD CONSTRAINT mining_fall_back CHECK ((method = 'past spend') = (fall_back IS NOT NULL));
-- A NaN on a page is refused where it would be stored.
ALTER TABLE "ranking"
  ADD CONSTRAINT ranking_alive CHECK (p_alive BETWEEN 0 AND 1),
  ADD CONSTRAINT ranking_score CHECK (score > '-Infinity' AND score < 'Infinity'),
  ADD CONSTRAINT ranking_days CHECK (purchase_days >= 1 AND first_day <= last_day);

CREATE TABLE "saved_view" (
    "shop_id" TEXT NOT NULL,
    "view_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "filters" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("shop_id","view_id")
);
CREATE UNIQUE INDEX "saved_view_shop_id_name_key" ON "saved_view"("shop_id", "name");
GRANT SELECT, INSERT, UPDATE, DELETE ON "saved_view" TO regulars_app;
ALTER TABLE "saved_view" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "saved_view" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());

-- As in 0005, with the new table.
CREATE OR REPLACE FUNCTION erase_shop(target text, at timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE one text; gone bigint; total bigint := 0;
BEGIN
  IF coalesce(target, '') = '' THEN RAISE EXCEPTION 'erase_shop: name the shop to erase'; END IF;
  PERFORM set_config('app.shop_id', target, true), set_config('app.erasing_shop', target, true);
  -- Entries before accounts, memberships before ambassadors, everything before its program.
  FOREACH one IN ARRAY ARRAY['entry', 'account', 'credit', 'decision', 'reward', 'shelf_item', 'click', 'click_code', 'share_code', 'minting', 'discount',
      'membership', 'ambassador', 'opt_out', 'contact', 'invitation', 'hold_out', 'invite_press', 'saved_view', 'ranking', 'mining', 'buyer', 'order_line', 'orders',
      'variant', 'product', 'program_version', 'program', 'import', 'privacy_request', 'receipt', 'shop'] LOOP
    EXECUTE format('DELETE FROM public.%I WHERE shop_id = $1', one) USING target;
    GET DIAGNOSTICS gone = ROW_COUNT;
    total := total + gone;
  END LOOP;
  DELETE FROM public.session WHERE shop = target;
  INSERT INTO public.erasure (shop_hash, rows, erased_at) VALUES (encode(sha256(target::bytea), 'hex'), total, at);
  PERFORM set_config('app.erasing_shop', '', true), set_config('app.shop_id', '', true);
  RETURN total;
END $$;
