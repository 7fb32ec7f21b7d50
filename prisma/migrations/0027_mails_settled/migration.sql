-- Whose address gets no mail any more, and that an owner let mails go there again. Rows of before know the fingerprint alone.
ALTER TABLE "mail_suppression"
  ADD COLUMN "buyer_id" TEXT,
  ADD COLUMN "freed_at" TIMESTAMPTZ(3),
  ADD COLUMN "freed_by" TEXT,
  -- A complaint is the person's own word: nobody else takes it back.
  ADD CONSTRAINT mail_suppression_freed CHECK (freed_at IS NULL AND freed_by IS NULL OR freed_at IS NOT NULL AND freed_by IS NOT NULL AND why <> 'complained');
CREATE INDEX "mail_suppression_shop_id_buyer_id_idx" ON "mail_suppression"("shop_id", "buyer_id");
-- Few among many: who asked for no mail, and what may or may not have arrived.
CREATE INDEX contact_opted_out ON "contact" (shop_id, buyer_id) WHERE kind = 'opted out';
CREATE INDEX letter_unsure ON "letter" (shop_id, created_at) WHERE state = 'needs review';
CREATE INDEX invitation_unsure ON "invitation" (shop_id, created_at) WHERE state = 'needs review';
