-- Only people on the list have a favourite: an index over everybody else's nothing made each mining dearer.
DROP INDEX "ranking_shop_id_mining_id_favourite_idx";
CREATE INDEX ranking_favourite ON "ranking" (shop_id, mining_id, favourite) WHERE favourite IS NOT NULL;
