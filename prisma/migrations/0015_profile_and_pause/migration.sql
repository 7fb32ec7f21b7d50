-- What an ambassador tells of themselves when they like, what they chose for their page, and a pause they take.
ALTER TABLE "ambassador"
  ADD COLUMN "paused_at" TIMESTAMPTZ(3),
  ADD COLUMN "favourites" TEXT[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT ambassador_paused CHECK (paused_at IS NULL OR state = 'active'),
  ADD CONSTRAINT ambassador_favourites CHECK (cardinality(favourites) <= 3);

CREATE TABLE "profile" (
    "shop_id" TEXT NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "region" TEXT,
    "topics" TEXT[] NOT NULL,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("shop_id","ambassador_id"),
    CONSTRAINT profile_topics CHECK (cardinality(topics) <= 5)
);

CREATE TABLE "profile_handle" (
    "shop_id" TEXT NOT NULL,
    "ambassador_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "network" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "followers" INTEGER,
    "likes" INTEGER,
    "comments" INTEGER,

    CONSTRAINT "profile_handle_pkey" PRIMARY KEY ("shop_id","ambassador_id","position"),
    CONSTRAINT profile_handle_numbers CHECK (position BETWEEN 1 AND 3 AND followers >= 0 AND likes >= 0 AND comments >= 0)
);
ALTER TABLE "profile" ADD CONSTRAINT "profile_shop_id_ambassador_id_fkey" FOREIGN KEY ("shop_id", "ambassador_id") REFERENCES "ambassador"("shop_id", "ambassador_id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "profile_handle" ADD CONSTRAINT "profile_handle_shop_id_ambassador_id_fkey" FOREIGN KEY ("shop_id", "ambassador_id") REFERENCES "profile"("shop_id", "ambassador_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

GRANT SELECT, INSERT, UPDATE, DELETE ON "profile", "profile_handle" TO regulars_app;
ALTER TABLE "profile" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "profile" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());
ALTER TABLE "profile_handle" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "profile_handle" USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop());

-- A shop's erasure takes them too, before the ambassadors they name. Its list of tables is extended where it stands, so that
-- what other migrations put into it stays in it.
DO $$
DECLARE before text := pg_get_functiondef('erase_shop(text, timestamptz)'::regprocedure);
DECLARE after text := replace(before, '''membership'',', '''profile_handle'', ''profile'', ''membership'',');
BEGIN
  IF after = before THEN RAISE EXCEPTION 'erase_shop names no membership: where do profiles go?'; END IF;
  EXECUTE after;
END $$;
