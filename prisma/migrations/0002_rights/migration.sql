-- Who may see what. Roles are made once per cluster by prisma/roles.sql; migrations only grant.
-- regulars_app does the work of one shop at a time; regulars_door knows sessions and nothing else.
GRANT USAGE ON SCHEMA public TO regulars_app, regulars_door;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO regulars_app;
REVOKE ALL ON "session", "erasure" FROM regulars_app;
DO $$ BEGIN IF to_regclass('_prisma_migrations') IS NOT NULL THEN REVOKE ALL ON "_prisma_migrations" FROM regulars_app; END IF; END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON "session" TO regulars_door;
-- The bulk path copies into a temporary table first.
DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO regulars_app', current_database()); END $$;

-- The shop of this transaction; null (and so no row at all) when nobody has named one.
CREATE FUNCTION current_shop() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.shop_id', true), '');

-- Every table that leads with shop_id shows and accepts only the rows of that shop.
-- Exempt, because no shop is known yet when they are read: the directory of shops and the inbox of webhooks.
DO $$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shop_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT IN ('shop', 'receipt')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one.relname);
    EXECUTE format('CREATE POLICY one_shop ON %I USING (shop_id = current_shop()) WITH CHECK (shop_id = current_shop())', one.relname);
  END LOOP;
END $$;
