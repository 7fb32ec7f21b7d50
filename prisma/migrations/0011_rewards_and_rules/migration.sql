-- More ways to be thanked, tiers, and more of the rules in the owner's hands.
ALTER TABLE "program" ADD COLUMN "ended_at" TIMESTAMPTZ(3), ADD COLUMN "ended_by" TEXT,
  ADD CONSTRAINT program_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL)) NOT VALID;

ALTER TABLE "program_version"
  ADD COLUMN "channels" TEXT[] NOT NULL DEFAULT '{online store,point of sale,draft orders,other}',
  ADD COLUMN "minimum_spend_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "friend_limit" INTEGER,
  ADD COLUMN "debt_policy" TEXT NOT NULL DEFAULT 'carry',
  ADD COLUMN "insider_from" INTEGER NOT NULL DEFAULT 3,
  ADD COLUMN "insider_credit_bp" INTEGER,
  ADD COLUMN "icon_from" INTEGER NOT NULL DEFAULT 10,
  ADD COLUMN "icon_credit_bp" INTEGER,
  ADD COLUMN "icon_cash" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "first_dibs_days" INTEGER NOT NULL DEFAULT 7,
  ADD COLUMN "reward_kinds" TEXT[] NOT NULL DEFAULT '{product code}',
  ADD COLUMN "cash_minimum_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "shipping_cost_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "reward_fee_minor" BIGINT NOT NULL DEFAULT 0;
-- Versions that are there go on giving everybody what they gave. They only grow otherwise, so this one filling is let through.
ALTER TABLE "program_version" DISABLE TRIGGER append_only_rows, NO FORCE ROW LEVEL SECURITY;
UPDATE "program_version" SET insider_credit_bp = credit_bp, icon_credit_bp = credit_bp;
ALTER TABLE "program_version" ENABLE TRIGGER append_only_rows, FORCE ROW LEVEL SECURITY,
  ALTER COLUMN "insider_credit_bp" SET NOT NULL, ALTER COLUMN "icon_credit_bp" SET NOT NULL,
  ADD CONSTRAINT version_rules CHECK (minimum_spend_minor >= 0 AND (friend_limit IS NULL OR friend_limit BETWEEN 1 AND 1000)
    AND debt_policy IN ('carry', 'forgive') AND insider_from >= 1 AND icon_from > insider_from
    AND insider_credit_bp BETWEEN 0 AND 10000 AND icon_credit_bp BETWEEN 0 AND 10000 AND first_dibs_days BETWEEN 0 AND 365
    AND cash_minimum_minor >= 0 AND shipping_cost_minor >= 0 AND reward_fee_minor >= 0
    AND channels <@ ARRAY['online store', 'point of sale', 'draft orders', 'other']
    AND reward_kinds <@ ARRAY['product code', 'product sent', 'store credit', 'gift card', 'cash']);

-- Fingerprints of where an order goes and whom it reaches, to be compared with an ambassador's; never the address itself.
ALTER TABLE "orders" ADD COLUMN "marks" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "ambassador" ADD COLUMN "marks" TEXT[] NOT NULL DEFAULT '{}', ADD COLUMN "marks_read_at" TIMESTAMPTZ(3);

ALTER TABLE "shelf_item" ADD COLUMN "first_dibs_until" TIMESTAMPTZ(3);

ALTER TABLE "reward"
  ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'product code',
  ADD COLUMN "shipping_cost_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "fee_minor" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "approved_at" TIMESTAMPTZ(3),
  ADD COLUMN "approved_by" TEXT,
  ADD COLUMN "called_at" TIMESTAMPTZ(3),
  ADD COLUMN "call_mark" TEXT,
  ADD COLUMN "exported_at" TIMESTAMPTZ(3),
  ALTER COLUMN "variant_id" DROP NOT NULL,
  ADD CONSTRAINT reward_kind CHECK (kind IN ('product code', 'product sent', 'store credit', 'gift card', 'cash')),
  ADD CONSTRAINT reward_of_a_product CHECK ((kind IN ('product code', 'product sent')) = (variant_id IS NOT NULL)),
  ADD CONSTRAINT reward_costs CHECK (shipping_cost_minor >= 0 AND fee_minor >= 0);
-- Store credit carries no key of ours: one call at a time for a customer, or nobody could say which call made which credit.
CREATE UNIQUE INDEX reward_one_call ON "reward" (shop_id, buyer_id) WHERE called_at IS NOT NULL AND state IN ('requested', 'needs review');

CREATE TABLE "tier_change" (
    "shop_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "from_tier" TEXT NOT NULL,
    "to_tier" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "good_referrals" INTEGER NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tier_change_pkey" PRIMARY KEY ("shop_id","program_id","ambassador_id","sequence")
);
GRANT SELECT, INSERT ON "tier_change" TO regulars_app;
ALTER TABLE "tier_change" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "tier_change" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON "tier_change" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON "tier_change" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

ALTER TABLE "reconciliation" ADD COLUMN "rewards_looked" INTEGER NOT NULL DEFAULT 0;

-- As in 0008, with the new table.
CREATE OR REPLACE FUNCTION erase_shop(target text, at timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE one text; gone bigint; total bigint := 0;
BEGIN
  IF coalesce(target, '') = '' THEN RAISE EXCEPTION 'erase_shop: name the shop to erase'; END IF;
  PERFORM set_config('app.shop_id', target, true), set_config('app.erasing_shop', target, true);
  -- Entries before accounts, memberships before ambassadors, everything before its program.
  FOREACH one IN ARRAY ARRAY['entry', 'account', 'credit', 'decision', 'reward', 'shelf_item', 'click', 'click_code', 'share_code', 'minting', 'discount',
      'tier_change', 'membership', 'ambassador', 'opt_out', 'contact', 'invitation', 'hold_out', 'invite_press', 'saved_view', 'ranking', 'mining', 'buyer',
      'order_line', 'orders', 'variant', 'product', 'program_version', 'program', 'import', 'reconciliation', 'privacy_request', 'receipt', 'shop'] LOOP
    EXECUTE format('DELETE FROM public.%I WHERE shop_id = $1', one) USING target;
    GET DIAGNOSTICS gone = ROW_COUNT;
    total := total + gone;
  END LOOP;
  DELETE FROM public.session WHERE shop = target;
  INSERT INTO public.erasure (shop_hash, rows, erased_at) VALUES (encode(sha256(target::bytea), 'hex'), total, at);
  PERFORM set_config('app.erasing_shop', '', true), set_config('app.shop_id', '', true);
  RETURN total;
END $$;
