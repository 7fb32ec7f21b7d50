-- Two ambassadors whose customers became one: the one goes on as the other, who has all that was theirs.
ALTER TABLE "ambassador" ADD COLUMN "merged_into" UUID,
  ADD CONSTRAINT ambassador_merged CHECK ((state = 'merged') = (merged_into IS NOT NULL) AND merged_into <> ambassador_id);
-- A few among many: who they go on as is asked for when that one is erased, or becomes one with yet another.
CREATE INDEX ambassador_merged_into ON "ambassador" (shop_id, merged_into) WHERE merged_into IS NOT NULL;
