-- What the database itself refuses beside keys and references, whoever writes: amounts below zero, money moved onto itself or across
-- currencies, a program without its version, two codes with one text.
ALTER TABLE "entry"
  ADD CONSTRAINT entry_amount_not_negative CHECK (amount_minor >= 0),
  ADD CONSTRAINT entry_moves CHECK (from_account_id <> to_account_id);

CREATE FUNCTION entry_keeps_currency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM account WHERE shop_id = NEW.shop_id AND account_id IN (NEW.from_account_id, NEW.to_account_id) AND currency <> NEW.currency) THEN
    RAISE EXCEPTION 'entry in % between accounts of another currency', NEW.currency USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_currency BEFORE INSERT ON "entry" FOR EACH ROW EXECUTE FUNCTION entry_keeps_currency();

ALTER TABLE "account" ADD CONSTRAINT account_kind CHECK (kind IN ('program', 'pending', 'earned', 'redeemed'));
ALTER TABLE "program" ADD CONSTRAINT program_state CHECK (state IN ('live', 'ended'));
ALTER TABLE "program_version" ADD CONSTRAINT version_ranges CHECK (offer_bp BETWEEN 0 AND 10000 AND credit_bp BETWEEN 0 AND 10000
  AND return_window_days BETWEEN 0 AND 365 AND click_window_days BETWEEN 0 AND 365 AND power_buyer_bp BETWEEN 1 AND 10000
  AND hold_out_bp BETWEEN 0 AND 5000 AND shelf_minimum_minor >= 0);
ALTER TABLE "discount" ADD CONSTRAINT discount_kind CHECK (kind IN ('share', 'click'));
-- One living discount of a kind per program; a changed offer changes it, and with it every code it carries.
CREATE UNIQUE INDEX discount_one_living ON "discount" (shop_id, program_id, kind) WHERE state IN ('intended', 'live');
-- Shopify runs one bulk addition a shop at a time, so we start none while one runs.
CREATE UNIQUE INDEX minting_one_running ON "minting" (shop_id) WHERE state = 'running';
ALTER TABLE "membership" ADD CONSTRAINT membership_tier CHECK (tier IN ('friend', 'insider', 'icon'));
ALTER TABLE "share_code"
  ADD CONSTRAINT share_code_state CHECK (state IN ('waiting', 'live', 'refused', 'retired')),
  ADD CONSTRAINT share_code_upper CHECK (code = upper(code) AND code <> '');
ALTER TABLE "click_code"
  ADD CONSTRAINT click_code_state CHECK (state IN ('waiting', 'ready', 'taken', 'refused')),
  ADD CONSTRAINT click_code_taken CHECK ((state = 'taken') = (click_id IS NOT NULL));
ALTER TABLE "invitation" ADD CONSTRAINT invitation_state CHECK (state IN ('waiting', 'sending', 'sent', 'accepted', 'declined', 'not sent', 'needs review'));
ALTER TABLE "decision"
  ADD CONSTRAINT decision_outcome CHECK (outcome IN ('attributed', 'ignored', 'under review')),
  ADD CONSTRAINT decision_winner CHECK (outcome <> 'attributed' OR (ambassador_id IS NOT NULL AND program_id IS NOT NULL AND program_version IS NOT NULL));
ALTER TABLE "credit" ADD CONSTRAINT credit_state CHECK (state IN ('pending', 'earned'));
ALTER TABLE "reward"
  ADD CONSTRAINT reward_state CHECK (state IN ('requested', 'issued', 'used', 'failed', 'needs review')),
  ADD CONSTRAINT reward_price CHECK (price_minor > 0);
ALTER TABLE "import" ADD CONSTRAINT import_state CHECK (state IN ('requested', 'preparing', 'reading', 'stopped', 'done', 'failed'));
-- One reading of a kind at a time.
CREATE UNIQUE INDEX import_one_open ON "import" (shop_id, kind) WHERE state IN ('requested', 'preparing', 'reading', 'stopped');
