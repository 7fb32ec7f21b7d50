-- What a comparison found and an owner said they had seen to, until it changes or is gone: of what only they can end, outside of the app or
-- by meaning it so. It names things by the ids the comparison's own row has, and no person.
CREATE TABLE "seen_problem" (
    "shop_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "said" JSONB NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_by" TEXT NOT NULL,

    CONSTRAINT "seen_problem_pkey" PRIMARY KEY ("shop_id","kind","about")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "seen_problem" TO regulars_app;
ALTER TABLE "seen_problem" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "seen_problem" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());

-- Whatever erase_shop erases by now, and what was seen.
DO $$
DECLARE before text := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
DECLARE after text := replace(before, '''reconciliation'',', '''reconciliation'', ''seen_problem'',');
BEGIN
  IF after = before THEN RAISE EXCEPTION 'erase_shop names no comparisons: where does what was seen go?'; END IF;
  EXECUTE after;
END $$;

-- A code may also end by its owner's word, after somebody removed it in Shopify.
ALTER TABLE "share_code"
  DROP CONSTRAINT share_code_retired,
  ADD CONSTRAINT share_code_retired CHECK ((retires_at IS NULL) = (retired_why IS NULL) AND (retired_why IS NULL OR retired_why IN ('changed', 'leaked', 'ended')));
