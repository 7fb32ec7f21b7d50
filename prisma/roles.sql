-- The roles of Regulars, once per cluster, by an administrator (embedded: its superuser). Migrations grant to them and
-- never make them. Passwords are given by prepare-database.ts; nobody may be a superuser or pass row-level security.
DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY[
    'regulars_owner',  -- owns the tables, migrates, installs the queue
    'regulars_app',    -- does everything the app does, one shop at a time
    'regulars_door',   -- sees sessions only: no shop is known yet
    'regulars_eraser'  -- may only call erase_shop
  ] LOOP
    IF to_regrole(one) IS NULL THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I LOGIN', one);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;  -- another starter was quicker
      END;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = one AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)) THEN
      RAISE EXCEPTION 'role % may do more than Regulars allows', one
        USING HINT = format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION', one);
    END IF;
  END LOOP;
  IF pg_has_role('regulars_app', 'regulars_owner', 'MEMBER') OR pg_has_role('regulars_door', 'regulars_owner', 'MEMBER')
    OR pg_has_role('regulars_eraser', 'regulars_owner', 'MEMBER') OR pg_has_role('regulars_door', 'regulars_app', 'MEMBER') THEN
    RAISE EXCEPTION 'the roles of Regulars must not be members of one another' USING HINT = 'REVOKE regulars_owner FROM regulars_app';
  END IF;
  -- A managed server's administrator is no superuser and must belong to the owner to give it a database.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND NOT pg_has_role('regulars_owner', 'USAGE') THEN
    EXECUTE format('GRANT regulars_owner TO %I', current_user);
  END IF;
END $$;
