-- The letters: what waits to be written to a person, in whose words, and to whom no mail may go any more.
CREATE TABLE "letter" (
    "shop_id" TEXT NOT NULL,
    "letter_id" UUID NOT NULL,
    "buyer_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "about" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "token_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "letter_pkey" PRIMARY KEY ("shop_id","letter_id")
);
-- One letter a cause, however often it is asked for.
CREATE UNIQUE INDEX "letter_shop_id_kind_cause_key" ON "letter"("shop_id", "kind", "cause");
CREATE UNIQUE INDEX "letter_shop_id_token_hash_key" ON "letter"("shop_id", "token_hash");
CREATE INDEX "letter_shop_id_buyer_id_created_at_idx" ON "letter"("shop_id", "buyer_id", "created_at");
CREATE INDEX "letter_shop_id_kind_created_at_idx" ON "letter"("shop_id", "kind", "created_at");

-- The owner's own words for a kind of letter, as versions; the newest counts. null: as we write it.
CREATE TABLE "letter_version" (
    "shop_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "sent" BOOLEAN NOT NULL,
    "subject" TEXT,
    "opening" TEXT,
    "body" TEXT,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,

    CONSTRAINT "letter_version_pkey" PRIMARY KEY ("shop_id","kind","version")
);

-- How all letters of a shop look and when they go, as versions. null: what Shopify tells of the shop.
CREATE TABLE "mail_setting" (
    "shop_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "colour" TEXT NOT NULL,
    "sender_name" TEXT,
    "reply_to" TEXT,
    "postal_address" TEXT,
    "quiet_from_hour" INTEGER NOT NULL,
    "quiet_until_hour" INTEGER NOT NULL,
    "most_per_week" INTEGER NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,

    CONSTRAINT "mail_setting_pkey" PRIMARY KEY ("shop_id","version")
);

-- Addresses that bounced, or whose people complained: kept by keyed fingerprint, as opt-outs are.
CREATE TABLE "mail_suppression" (
    "shop_id" TEXT NOT NULL,
    "email_hash" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "detail" TEXT,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_suppression_pkey" PRIMARY KEY ("shop_id","email_hash")
);

ALTER TABLE "letter"
  ADD CONSTRAINT letter_kind CHECK (kind IN ('reminder', 'welcome', 'first sale', 'reward earned', 'tier reached', 'code replaced', 'progress', 'goodbye')),
  ADD CONSTRAINT letter_state CHECK (state IN ('waiting', 'sending', 'sent', 'not sent', 'needs review'));
ALTER TABLE "letter_version"
  ADD CONSTRAINT letter_version_size CHECK (length(subject) <= 200 AND length(opening) <= 1000 AND length(body) <= 4000);
ALTER TABLE "mail_setting"
  ADD CONSTRAINT mail_setting_ranges CHECK (colour ~ '^#[0-9a-f]{6}$' AND quiet_from_hour BETWEEN 0 AND 23 AND quiet_until_hour BETWEEN 0 AND 23
    AND most_per_week BETWEEN 1 AND 7);
ALTER TABLE "mail_suppression" ADD CONSTRAINT mail_suppression_why CHECK (why IN ('refused', 'bounced', 'complained'));

DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['letter', 'letter_version', 'mail_setting', 'mail_suppression'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY one_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', one);
  END LOOP;
  FOREACH one IN ARRAY ARRAY['letter_version', 'mail_setting'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', one);
    EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', one);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON "letter", "mail_suppression" TO regulars_app;
GRANT SELECT, INSERT ON "letter_version", "mail_setting" TO regulars_app;

-- Whatever erase_shop erases by now, and these tables.
DO $$
DECLARE before text := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
  after text := replace(before, '''opt_out'', ''contact''', '''letter'', ''letter_version'', ''mail_setting'', ''mail_suppression'', ''opt_out'', ''contact''');
BEGIN
  IF after = before THEN RAISE EXCEPTION 'erase_shop names no contacts: where do letters go?'; END IF;
  EXECUTE after;
END $$;
