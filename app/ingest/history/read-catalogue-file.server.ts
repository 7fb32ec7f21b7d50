/**
 * Reads the catalogue's file: products with their collections, variants with price and cost. A catalogue is small next
 * to an order history, so it is read whole and written in one transaction; a broken reading simply starts over.
 */
import type { Import } from "@prisma/client";
import type { World } from "~/ports/world";
import { parseBulkCatalogueLine, type CatalogueProduct, type CatalogueVariant } from "../parse-product";
import { copyRows } from "./copy-rows.server";
import { copyText } from "./copy-text";
import { linesOf } from "./lines-of";
import { noteRefused } from "./note-refused.server";
import type { Refusal } from "./orders-batch";

/** @returns "end", or "stopped" when the owner asked. */
export async function readCatalogueFile(world: World, one: Import): Promise<"end" | "stopped"> {
  const { currency } = await world.transaction(({ db }) =>
    db.shop.findUniqueOrThrow({ where: { shopId: world.shopId }, select: { currency: true } }),
  );
  const products = new Map<string, CatalogueProduct>();
  const variants: CatalogueVariant[] = [];
  const collections = new Map<string, string[]>();
  const refusals: Refusal[] = [];
  for await (const lines of linesOf(await world.shop.openBulkResult(one.resultUrl!, 0n), 0n, one.resultBytes)) {
    for (const { text } of lines) {
      try {
        const parsed = parseBulkCatalogueLine(text, currency);
        if (parsed.kind === "product") products.set(parsed.product.productId, parsed.product);
        else if (parsed.kind === "variant") variants.push(parsed.variant);
        else collections.set(parsed.productId, [...(collections.get(parsed.productId) ?? []), parsed.title]);
      } catch (error) {
        refusals.push({ line: text.slice(0, 120), reason: (error as Error).message.slice(0, 200) });
      }
    }
  }
  return world.bulk(async (sql) => {
    const { rows } = await sql.query<{ state: string; stop_asked: boolean }>(
      "SELECT state, stop_asked FROM import WHERE shop_id = current_shop() AND import_id = $1 FOR UPDATE",
      [one.importId],
    );
    if (rows[0]?.state !== "reading") return "stopped";
    if (rows[0].stop_asked) {
      await sql.query("UPDATE import SET state = 'stopped' WHERE shop_id = current_shop() AND import_id = $1", [one.importId]);
      return "stopped";
    }
    await copyRows(
      sql,
      "staged_product",
      { product_id: "text", title: "text", handle: "text", image_url: "text", status: "text", collections: "text[]", gift_card: "boolean" },
      copyText(products.values(), (product) => [
        product.productId,
        product.title,
        product.handle,
        product.imageUrl,
        product.status,
        collections.get(product.productId) ?? [],
        product.giftCard,
      ]),
    );
    await sql.query(
      `INSERT INTO product (shop_id, product_id, title, handle, image_url, status, collections, gift_card, read_at)
       SELECT current_shop(), staged_product.*, $1 FROM staged_product
       ON CONFLICT (shop_id, product_id) DO UPDATE SET title = excluded.title, handle = excluded.handle, image_url = excluded.image_url, status = excluded.status,
         collections = excluded.collections, gift_card = excluded.gift_card, read_at = excluded.read_at`,
      [one.requestedAt],
    );
    await copyRows(
      sql,
      "staged_variant",
      {
        variant_id: "text",
        product_id: "text",
        title: "text",
        sku: "text",
        price_minor: "bigint",
        unit_cost_minor: "bigint",
        currency: "text",
        available: "boolean",
      },
      copyText(variants, (variant) => [
        variant.variantId,
        variant.productId,
        variant.title,
        variant.sku,
        variant.priceMinor,
        variant.unitCostMinor,
        currency,
        variant.available,
      ]),
    );
    await sql.query(
      `INSERT INTO variant (shop_id, variant_id, product_id, title, sku, price_minor, unit_cost_minor, currency, available, read_at)
       SELECT DISTINCT ON (variant_id) current_shop(), staged_variant.*, $1 FROM staged_variant
       ON CONFLICT (shop_id, variant_id) DO UPDATE SET product_id = excluded.product_id, title = excluded.title, sku = excluded.sku, price_minor = excluded.price_minor,
         unit_cost_minor = excluded.unit_cost_minor, currency = excluded.currency, available = excluded.available, read_at = excluded.read_at`,
      [one.requestedAt],
    );
    await sql.query(
      "UPDATE import SET products_read = $2, read_bytes = coalesce(result_bytes, 0), changed_at = $3 WHERE shop_id = current_shop() AND import_id = $1",
      [one.importId, products.size, world.clock.now()],
    );
    await noteRefused(sql, one.importId, refusals);
    return "end";
  });
}
