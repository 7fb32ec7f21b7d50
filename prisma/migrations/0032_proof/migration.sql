-- Where a friend came from may say who they are, and goes with them when they are erased. Nothing else of a use ever changes.
CREATE INDEX "code_use_shop_id_order_id_idx" ON "code_use"("shop_id", "order_id");
CREATE FUNCTION refuse_change_but_forgetting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.referrer IS NOT NULL AND NEW.referrer IS NULL AND to_jsonb(NEW) - 'referrer' = to_jsonb(OLD) - 'referrer' THEN RETURN NEW; END IF;
  IF TG_OP = 'DELETE' AND current_setting('app.erasing_shop', true) = OLD.shop_id AND current_user = 'regulars_owner' THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER append_only_rows ON "code_use";
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON "code_use" FOR EACH ROW EXECUTE FUNCTION refuse_change_but_forgetting();
GRANT UPDATE (referrer) ON "code_use" TO regulars_app;
-- Who was erased before this rule.
UPDATE "code_use" u SET referrer = NULL FROM "orders" o JOIN "buyer" b ON b.shop_id = o.shop_id AND b.buyer_id = o.buyer_id
  WHERE o.shop_id = u.shop_id AND o.order_id = u.order_id AND b.erased_at IS NOT NULL AND u.referrer IS NOT NULL;

-- What the hold-out said on a day, with all it takes to work it out again; no person stands in it. What an owner pays elsewhere for a new customer.
CREATE TABLE "proof" (
    "shop_id" TEXT NOT NULL,
    "proof_id" UUID NOT NULL,
    "program_id" UUID NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "horizon_days" INTEGER,
    "seed" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "finding" JSONB NOT NULL,
    "why" TEXT NOT NULL,

    CONSTRAINT "proof_pkey" PRIMARY KEY ("shop_id","proof_id"),
    CONSTRAINT proof_seed CHECK (seed ~ '^[0-9a-f]{32}$')
);
CREATE INDEX "proof_shop_id_program_id_as_of_idx" ON "proof"("shop_id", "program_id", "as_of");
CREATE TABLE "ad_cost" (
    "shop_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "amount_minor" BIGINT,
    "currency" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,

    CONSTRAINT "ad_cost_pkey" PRIMARY KEY ("shop_id","version"),
    CONSTRAINT ad_cost_amount CHECK (amount_minor > 0)
);
GRANT SELECT, INSERT, DELETE ON "proof" TO regulars_app;
GRANT SELECT, INSERT ON "ad_cost" TO regulars_app;
DO $$
DECLARE one text; before text; after text;
BEGIN
  FOREACH one IN ARRAY ARRAY['proof', 'ad_cost'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY one_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', one);
  END LOOP;
  CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON "ad_cost" FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER append_only_table BEFORE TRUNCATE ON "ad_cost" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
  -- Whatever erase_shop erases by now, and these.
  before := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
  after := replace(before, '''reward'',', '''proof'', ''ad_cost'', ''reward'',');
  IF after = before THEN RAISE EXCEPTION 'erase_shop names no rewards: where does the proof go?'; END IF;
  EXECUTE after;
END $$;
