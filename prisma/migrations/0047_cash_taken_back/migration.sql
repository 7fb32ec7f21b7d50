-- That cash was paid can be said by mistake: when an owner took that back is kept.
ALTER TABLE "reward"
  ADD COLUMN "unpaid_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT reward_unpaid CHECK (unpaid_at IS NULL OR kind = 'cash');

-- A code that an order took before anybody had written down that it was made was given when it was asked for, a moment before; the books
-- count by that day, as the home page and the proof have.
ALTER TABLE "reward" NO FORCE ROW LEVEL SECURITY;
UPDATE "reward" SET issued_at = requested_at WHERE state IN ('issued', 'used') AND issued_at IS NULL;
ALTER TABLE "reward" FORCE ROW LEVEL SECURITY;
