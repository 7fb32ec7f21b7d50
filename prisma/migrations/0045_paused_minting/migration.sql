-- No addition of codes is begun for a discount before then: Shopify refused the last one, or the last one told nothing.
ALTER TABLE "discount" ADD COLUMN "paused_until" TIMESTAMPTZ(3);
-- Of a code that worked before: since when it waits to be added again. Else it waits since it was made.
ALTER TABLE "share_code" ADD COLUMN "waits_since" TIMESTAMPTZ(3);
