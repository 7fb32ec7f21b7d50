-- Three days without a clear answer are counted from the first attempt that had none: a reward may have waited for long before anybody
-- asked Shopify, for a permission or while the app was away. For those under way it is unknown, and counted from their next attempt.
ALTER TABLE "reward" ADD COLUMN "tried_at" TIMESTAMPTZ(3);
