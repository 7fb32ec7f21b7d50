-- When a programme ran and when it did not: an order is decided by how things stood when it was placed, whenever it is heard of.
CREATE TABLE "program_turn" (
    "shop_id" TEXT NOT NULL,
    "program_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "turned_by" TEXT NOT NULL,

    CONSTRAINT "program_turn_pkey" PRIMARY KEY ("shop_id","program_id","sequence"),
    CONSTRAINT program_turn_state CHECK (state IN ('live', 'ended')),
    CONSTRAINT program_turn_sequence CHECK (sequence >= 1 AND (sequence > 1 OR state = 'live'))
);
GRANT SELECT, INSERT ON "program_turn" TO regulars_app;

-- Programmes that are there: what is known of them is that they began, and the end of those that have ended.
ALTER TABLE "program" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "program_turn" (shop_id, program_id, sequence, state, since, turned_by)
  SELECT shop_id, program_id, 1, 'live', created_at, 'Regulars' FROM "program"
  UNION ALL SELECT shop_id, program_id, 2, 'ended', ended_at, coalesce(ended_by, 'owner') FROM "program" WHERE state = 'ended' AND ended_at IS NOT NULL;
ALTER TABLE "program" FORCE ROW LEVEL SECURITY;

ALTER TABLE "program_turn" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "program_turn" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON "program_turn" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON "program_turn" FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

-- Whatever erase_shop erases by now, and the turns before their programme.
DO $$
DECLARE before text := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
DECLARE after text := replace(before, '''program_version'',', '''program_turn'', ''program_version'',');
BEGIN
  IF after = before THEN RAISE EXCEPTION 'erase_shop names no versions of programmes: where do their turns go?'; END IF;
  EXECUTE after;
END $$;
