-- A share code that was replaced works until a moment, and is then taken from the discount in Shopify.
ALTER TABLE "share_code"
  ADD COLUMN "retires_at" TIMESTAMPTZ(3),
  ADD COLUMN "retired_why" TEXT,
  ADD COLUMN "replaced_by" UUID,
  ADD COLUMN "removed_at" TIMESTAMPTZ(3),
  ADD COLUMN "removal_problem" TEXT,
  ADD CONSTRAINT share_code_retired CHECK ((retires_at IS NULL) = (retired_why IS NULL) AND (retired_why IS NULL OR retired_why IN ('changed', 'leaked'))),
  ADD CONSTRAINT share_code_removed CHECK (removed_at IS NULL OR (retires_at IS NOT NULL AND removed_at >= retires_at));
-- What Shopify still carries and should not, or soon will not: a few among very many.
CREATE INDEX share_code_retiring ON "share_code" (shop_id, retires_at) WHERE retires_at IS NOT NULL AND removed_at IS NULL;
