-- Since when each of an ambassador's marks is theirs: an order is compared with those that were theirs when it was placed.
ALTER TABLE "ambassador" ADD COLUMN "marks_since" JSONB NOT NULL DEFAULT '{}',
  ADD CONSTRAINT ambassador_marks_since CHECK (jsonb_typeof(marks_since) = 'object');

-- Which reading brought a mark that is there is not known, but every order up to the last one has been held against it: so that
-- none that counts falls because it is looked at again, it is theirs since the day before that. What was seen on orders stays with them.
ALTER TABLE "ambassador" NO FORCE ROW LEVEL SECURITY;
UPDATE "ambassador" SET marks_since = (
  SELECT jsonb_object_agg(mark, to_char(greatest(joined_at, coalesce(marks_read_at - interval '1 day', joined_at)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  FROM unnest(marks) AS mark
) WHERE marks <> '{}';
ALTER TABLE "ambassador" FORCE ROW LEVEL SECURITY;
