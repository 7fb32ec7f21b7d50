-- Where a friend came from may say who they are, and goes with them when they are erased. Nothing else of a use ever changes.
CREATE INDEX "code_use_shop_id_order_id_idx" ON "code_use"("shop_id", "order_id");
CREATE FUNCTION refuse_change_but_forgetting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.referrer IS NULL AND to_jsonb(NEW) - 'referrer' = to_jsonb(OLD) - 'referrer' THEN RETURN NEW; END IF;
  IF TG_OP = 'DELETE' AND current_setting('app.erasing_shop', true) = OLD.shop_id AND current_user = 'regulars_owner' THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER append_only_rows ON "code_use";
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON "code_use" FOR EACH ROW EXECUTE FUNCTION refuse_change_but_forgetting();
GRANT UPDATE (referrer) ON "code_use" TO regulars_app;
-- Who was erased before this rule.
UPDATE "code_use" u SET referrer = NULL FROM "orders" o JOIN "buyer" b ON b.shop_id = o.shop_id AND b.buyer_id = o.buyer_id
  WHERE o.shop_id = u.shop_id AND o.order_id = u.order_id AND b.erased_at IS NOT NULL AND u.referrer IS NOT NULL;
