-- A reward whose code ran out unused: what it cost is given back.
ALTER TABLE "reward" DROP CONSTRAINT reward_state,
  ADD CONSTRAINT reward_state CHECK (state IN ('requested', 'issued', 'used', 'failed', 'expired', 'needs review'));
