-- A friend who presses again, with the click their browser kept, has a click of that press's own: the code stays the first press's, and
-- the days that count run from the last. Every click of before is a first press.
ALTER TABLE "click" ADD COLUMN "first_click_id" UUID, ADD CONSTRAINT click_pressed_again CHECK (first_click_id <> click_id);
CREATE INDEX click_presses ON "click" (shop_id, first_click_id, clicked_at) WHERE first_click_id IS NOT NULL;
