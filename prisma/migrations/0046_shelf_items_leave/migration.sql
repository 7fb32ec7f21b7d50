-- What leaves the shelf is remembered: when it is back in stock it stands where it stood, and is not new again, so that nobody who could
-- choose it before has to wait for the icons. What has left so far is forgotten already.
ALTER TABLE "shelf_item" ADD COLUMN "left_at" TIMESTAMPTZ(3);
