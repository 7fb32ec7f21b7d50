-- What waits to be sent, found again when its job was lost; and invitations of which nobody was reminded.
CREATE INDEX letter_unsettled ON "letter" (shop_id, letter_id) WHERE state IN ('waiting', 'sending');
CREATE INDEX invitation_unsettled ON "invitation" (shop_id, invitation_id) WHERE state IN ('waiting', 'sending');
CREATE INDEX invitation_sent ON "invitation" (shop_id, sent_at) WHERE state = 'sent';

-- The way out in every mail: whom it was written to, and at which address. Apart from what opens a page, so that nothing that closes
-- the page closes the way out. After an erasure only the address's fingerprint is left.
CREATE TABLE "opt_out_link" (
    "shop_id" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "buyer_id" TEXT,
    "email_hash" TEXT,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opt_out_link_pkey" PRIMARY KEY ("shop_id","token_hash"),
    CONSTRAINT opt_out_link_leads_somewhere CHECK (buyer_id IS NOT NULL OR email_hash IS NOT NULL)
);
CREATE INDEX "opt_out_link_shop_id_buyer_id_idx" ON "opt_out_link"("shop_id", "buyer_id");
CREATE INDEX "opt_out_link_shop_id_made_at_idx" ON "opt_out_link"("shop_id", "made_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "opt_out_link" TO regulars_app;

-- Those that are in mails already; at which address they went was not kept.
ALTER TABLE "invitation" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "letter" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "opt_out_link" (shop_id, token_hash, buyer_id, made_at)
  SELECT shop_id, token_hash, buyer_id, coalesce(sent_at, created_at) FROM "invitation" WHERE token_hash IS NOT NULL
  UNION ALL SELECT shop_id, token_hash, buyer_id, created_at FROM "letter" WHERE token_hash IS NOT NULL
  ON CONFLICT DO NOTHING;
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
ALTER TABLE "letter" FORCE ROW LEVEL SECURITY;

ALTER TABLE "opt_out_link" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "opt_out_link" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());

-- Whatever erase_shop erases by now, and the ways out.
DO $$
DECLARE before text := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
DECLARE after text := replace(before, '''opt_out'',', '''opt_out_link'', ''opt_out'',');
BEGIN
  IF after = before THEN RAISE EXCEPTION 'erase_shop names no opt-outs: where do the ways out go?'; END IF;
  EXECUTE after;
END $$;
