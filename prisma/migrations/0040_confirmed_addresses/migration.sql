-- Where a sent product goes, as keyed fingerprints of the address: the one its ambassador confirmed when they took it, and the one the
-- owner said yes to. The address itself stays at Shopify. Null for what is not sent, and for what was asked for before anybody was asked.
ALTER TABLE "reward"
  ADD COLUMN "place_mark" TEXT,
  ADD COLUMN "agreed_mark" TEXT,
  ADD CONSTRAINT reward_place_mark CHECK (place_mark IS NULL OR (kind = 'product sent' AND place_mark ~ '^[0-9a-f]{64}$')),
  ADD CONSTRAINT reward_agreed_mark CHECK (agreed_mark IS NULL
    OR (kind = 'product sent' AND approved_at IS NOT NULL AND agreed_mark ~ '^[0-9a-f]{64}$'));
