-- Tests, emulator and demo only; never a migration. A connection whose search_path begins with "virtual" finds now() here,
-- so that the queue's due times, retries, expiry and throttling follow the clock that the test or the emulator moves.
CREATE SCHEMA IF NOT EXISTS virtual;
CREATE TABLE IF NOT EXISTS virtual.clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  fixed_at timestamptz,
  shift interval NOT NULL DEFAULT '0'
);
INSERT INTO virtual.clock DEFAULT VALUES ON CONFLICT DO NOTHING;
CREATE OR REPLACE FUNCTION virtual.now() RETURNS timestamptz LANGUAGE sql STABLE
  RETURN (SELECT coalesce(fixed_at, pg_catalog.now() + shift) FROM virtual.clock);
GRANT USAGE ON SCHEMA virtual TO regulars_app;
GRANT SELECT ON virtual.clock TO regulars_app;
