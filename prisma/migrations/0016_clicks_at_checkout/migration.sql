-- How far a click came: to the checkout (as the web pixel tells, where the owner turned it on) and to an order (as Shopify's books tell).
ALTER TABLE "click" ADD COLUMN "checkout_at" TIMESTAMPTZ(3), ADD COLUMN "completed_at" TIMESTAMPTZ(3), ADD COLUMN "ordered_at" TIMESTAMPTZ(3);
-- The pool is filled by how fast the programme's links were pressed lately.
CREATE INDEX "click_shop_id_program_id_clicked_at_idx" ON "click"("shop_id", "program_id", "clicked_at");

-- Orders that are here already: a click led to one by its code, or by the id that travelled with it.
ALTER TABLE "click" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "click_code" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;
UPDATE "click" c SET ordered_at = led.placed_at FROM (
  SELECT shop_id, click_id, min(placed_at) AS placed_at FROM (
    SELECT k.shop_id, k.click_id, o.placed_at FROM "orders" o CROSS JOIN LATERAL unnest(o.codes) AS used (code)
      JOIN "click_code" k ON k.shop_id = o.shop_id AND k.code = upper(trim(used.code)) WHERE k.click_id IS NOT NULL
    UNION ALL SELECT shop_id, click_id::uuid, placed_at FROM "orders"
      WHERE click_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
  ) each_way GROUP BY 1, 2
) led WHERE c.shop_id = led.shop_id AND c.click_id = led.click_id;
ALTER TABLE "click" FORCE ROW LEVEL SECURITY;
ALTER TABLE "click_code" FORCE ROW LEVEL SECURITY;
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;

-- The web pixel is one to a store, made when the owner turns it on: what the owner wants, and what Shopify has.
ALTER TABLE "shop" ADD COLUMN "pixel_wanted" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "pixel_id" TEXT, ADD COLUMN "pixel_problem" TEXT;
