-- Whom we erased, a few among very many: an import asks for them at every batch, so that their e-mail stays off their orders.
CREATE INDEX buyer_erased ON "buyer" (shop_id, buyer_id) WHERE erased_at IS NOT NULL;
