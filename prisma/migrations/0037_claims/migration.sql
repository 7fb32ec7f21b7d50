-- How each claim on an order fared in a decision of the rules, those that lost too; shown to the owner and to whom it names.
CREATE TABLE "claim" (
    "shop_id" TEXT NOT NULL,
    "decision_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "order_id" TEXT NOT NULL,
    "named_by" TEXT NOT NULL,
    "code" TEXT,
    "click_id" TEXT,
    "program_id" UUID NOT NULL,
    "ambassador_id" UUID,
    "reason" TEXT,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("shop_id","decision_id","place"),
    CONSTRAINT claim_place CHECK (place >= 1),
    CONSTRAINT claim_named_by CHECK (named_by IN ('code', 'click-code', 'click'))
);
CREATE INDEX "claim_shop_id_ambassador_id_idx" ON "claim"("shop_id", "ambassador_id");
ALTER TABLE "claim" ADD CONSTRAINT "claim_shop_id_decision_id_fkey" FOREIGN KEY ("shop_id", "decision_id") REFERENCES "decision"("shop_id", "decision_id") ON DELETE NO ACTION ON UPDATE NO ACTION;
GRANT SELECT, INSERT ON "claim" TO regulars_app;

-- Decisions that are there: whom each claim names lies in their facts. Why it lost was not kept, but where the decision itself says so.
ALTER TABLE "decision" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "claim" (shop_id, decision_id, place, order_id, named_by, code, click_id, program_id, ambassador_id, reason)
  WITH named AS (
    SELECT d.shop_id, d.decision_id, d.order_id, d.outcome, d.reason, d.code AS won_code, d.ambassador_id AS won_by,
      one.named_by, one.code, one.click_id, one.program_id, one.ambassador_id,
      (row_number() OVER (PARTITION BY d.shop_id, d.decision_id ORDER BY one.index))::int AS place
    FROM "decision" d CROSS JOIN LATERAL (
      SELECT (c->>'index')::int AS index, CASE c->>'kind' WHEN 'click' THEN 'click-code' ELSE 'code' END AS named_by, c->>'code' AS code,
        c->>'clickId' AS click_id, (c->'program'->>'programId')::uuid AS program_id, (c->'ambassador'->>'ambassadorId')::uuid AS ambassador_id
      FROM jsonb_array_elements(d.facts->'codes') AS c WHERE c->>'state' <> 'refused'
      UNION ALL
      SELECT 2147483647, 'click', NULL, k->>'clickId', (k->'program'->>'programId')::uuid, (k->'ambassador'->>'ambassadorId')::uuid
      FROM (SELECT d.facts->'click' AS k) AS click WHERE jsonb_typeof(k) = 'object'
    ) AS one
    WHERE d.decided_by = 'rules'
  ), beside AS (
    SELECT *, min(place) FILTER (WHERE code IS NOT DISTINCT FROM won_code AND ambassador_id = won_by) OVER (PARTITION BY shop_id, decision_id) AS won
    FROM named
  )
  SELECT shop_id, decision_id, place, order_id, named_by, code, click_id, program_id, ambassador_id,
    CASE WHEN reason IN ('test-order', 'own-reward', 'cancelled-unpaid') THEN reason
      WHEN outcome = 'ignored' THEN CASE WHEN place = 1 THEN reason END
      WHEN place = won THEN reason WHEN place > won THEN 'came-later' END AS reason
  FROM beside;
ALTER TABLE "decision" FORCE ROW LEVEL SECURITY;

ALTER TABLE "claim" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "claim" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON "claim" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON "claim" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- Whatever erase_shop erases by now, and the claims before their decisions.
DO $$
DECLARE before text := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
DECLARE after text := replace(before, '''decision'',', '''claim'', ''decision'',');
BEGIN
  IF after = before THEN RAISE EXCEPTION 'erase_shop names no decisions: where do their claims go?'; END IF;
  EXECUTE after;
END $$;
