-- The leak watch: each use of a share code, the programme's habit, what was suspected and on what evidence, what an owner said.
CREATE TABLE "code_use" (
    "shop_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "clicked" BOOLEAN NOT NULL,
    "first_order" BOOLEAN NOT NULL,
    "referrer" TEXT,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "code_use_pkey" PRIMARY KEY ("shop_id","code","order_id")
);
CREATE INDEX "code_use_shop_id_code_placed_at_idx" ON "code_use"("shop_id", "code", "placed_at");
CREATE INDEX "code_use_shop_id_program_id_placed_at_idx" ON "code_use"("shop_id", "program_id", "placed_at");

CREATE TABLE "leak_alarm" (
    "shop_id" TEXT NOT NULL,
    "alarm_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "span" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "uses" INTEGER NOT NULL,
    "expected" DOUBLE PRECISION NOT NULL,
    "usual_most" INTEGER NOT NULL,
    "tail" DOUBLE PRECISION NOT NULL,
    "bound" DOUBLE PRECISION NOT NULL,
    "evidence" JSONB NOT NULL,
    "held_from" TIMESTAMPTZ(3) NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leak_alarm_pkey" PRIMARY KEY ("shop_id","alarm_id"),
    CONSTRAINT leak_alarm_span CHECK (span IN ('hour', 'day', 'week')),
    CONSTRAINT leak_alarm_because CHECK (because IN ('more than usual', 'coupon site'))
);
CREATE INDEX "leak_alarm_shop_id_code_idx" ON "leak_alarm"("shop_id", "code");
CREATE INDEX "leak_alarm_shop_id_raised_at_idx" ON "leak_alarm"("shop_id", "raised_at");

CREATE TABLE "leak_answer" (
    "shop_id" TEXT NOT NULL,
    "alarm_id" UUID NOT NULL,
    "answer" TEXT NOT NULL,
    "answered_by" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leak_answer_pkey" PRIMARY KEY ("shop_id","alarm_id"),
    CONSTRAINT leak_answer_answer CHECK (answer IN ('fine', 'replaced'))
);
ALTER TABLE "leak_answer" ADD CONSTRAINT "leak_answer_shop_id_alarm_id_fkey" FOREIGN KEY ("shop_id", "alarm_id") REFERENCES "leak_alarm"("shop_id", "alarm_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

CREATE TABLE "leak_habit" (
    "shop_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "habit" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leak_habit_pkey" PRIMARY KEY ("shop_id","program_id")
);

CREATE TABLE "coupon_site" (
    "shop_id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coupon_site_pkey" PRIMARY KEY ("shop_id","host"),
    CONSTRAINT coupon_site_host CHECK (host = lower(host) AND host <> '')
);

-- Where the shopper came from, as far as Shopify says; only the site's name, and only of orders that came one by one.
ALTER TABLE "orders" ADD COLUMN "referrer" TEXT;

GRANT SELECT, INSERT ON "code_use", "leak_alarm", "leak_answer" TO regulars_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON "leak_habit", "coupon_site" TO regulars_app;
DO $$
DECLARE one text; before text; after text;
BEGIN
  FOREACH one IN ARRAY ARRAY['code_use', 'leak_alarm', 'leak_answer', 'leak_habit', 'coupon_site'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY one_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', one);
  END LOOP;
  FOREACH one IN ARRAY ARRAY['code_use', 'leak_alarm', 'leak_answer'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', one);
    EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()', one);
  END LOOP;
  -- Whatever erase_shop erases by now, and these tables, the answers before what they answer.
  before := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
  after := replace(before, 'ARRAY[''entry''', 'ARRAY[''leak_answer'', ''leak_alarm'', ''leak_habit'', ''code_use'', ''coupon_site'', ''entry''');
  IF after = before THEN RAISE EXCEPTION 'erase_shop does not begin with the entries: where does the leak watch go?'; END IF;
  EXECUTE after;
END $$;
