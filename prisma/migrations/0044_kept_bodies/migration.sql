-- A webhook's body is kept until it was worked on, of one that was set aside for thirty days. Those few among very many are looked
-- through at every erasure, and every night for what need not be kept any longer.
CREATE INDEX receipt_kept ON "receipt" (shop_id, topic, webhook_id) WHERE body <> '';
-- Customers who became another: asked for at every merge and every erasure.
CREATE INDEX buyer_merged ON "buyer" (shop_id, merged_into) WHERE merged_into IS NOT NULL;
