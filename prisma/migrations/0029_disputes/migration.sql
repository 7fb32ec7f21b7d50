-- What became of a chargeback: while a bank looks into a payment its credit waits; what the bank took back earns nothing.
ALTER TABLE "orders" ADD COLUMN "dispute" TEXT;
ALTER TABLE "orders" ADD CONSTRAINT order_dispute CHECK (dispute IN ('open', 'lost', 'won'));
CREATE INDEX order_disputed ON "orders" (shop_id, order_id) WHERE dispute IS NOT NULL;
