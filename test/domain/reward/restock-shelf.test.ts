import { beforeEach, expect, test } from "vitest";
import { settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { restockShelf } from "~/domain/reward/restock-shelf.server";
import { aLine, aProduct, aProgram, aShop, anOrder, type BuiltProgram } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;

beforeEach(async () => {
  await t.sql("TRUNCATE product, variant, shelf_item, orders, order_line");
  await aShop(world);
  program = await aProgram(world, { shelfMinimumMinor: 500n });
});
const shelf = async () => (await readShelf(world, program)).items.map(({ title }) => title);

test("the shelf holds what is available and dear enough, and never a gift card", async () => {
  await aProduct(world, { title: "Mug", priceMinor: 800n });
  await aProduct(world, { title: "Tea", priceMinor: 500n });
  await aProduct(world, { title: "Spoon", priceMinor: 499n });
  await aProduct(world, { title: "Sold Out", available: false });
  await aProduct(world, { title: "Gift Card", giftCard: true });
  await aProduct(world, { title: "Euro Mug", currency: "EUR" });
  const draft = await aProduct(world, { title: "Draft" });
  await t.sql("UPDATE product SET status = 'DRAFT' WHERE product_id = $1", [draft.productId]);
  expect(await restockShelf(world)).toEqual({ outcome: "restocked", added: 2, removed: 0, items: 2 });
  expect(await shelf()).toEqual(["Tea", "Mug"]);
  expect(await restockShelf(world)).toEqual({ outcome: "restocked", added: 0, removed: 0, items: 2 });
});

test("of more than sixty products the sixty that sell most are on it, one variant each", async () => {
  await t.sql(
    `INSERT INTO product (shop_id, product_id, title, handle, status, collections, read_at) SELECT $1, 'p' || n, 'Product ' || n, 'p' || n, 'ACTIVE', '{}', now() FROM generate_series(1, 80) n`,
    [world.shopId],
  );
  await t.sql(
    `INSERT INTO variant (shop_id, variant_id, product_id, title, price_minor, currency, available, read_at)
     SELECT $1, 'v' || n || size, 'p' || n, size, 700, 'GBP', true, now() FROM generate_series(1, 80) n, unnest(ARRAY['S', 'L']) size`,
    [world.shopId],
  );
  const { orderId } = await anOrder(world);
  for (let n = 1; n <= 80; n++) await aLine(world, { orderId, productId: `p${n}`, variantId: `v${n}L`, quantity: n });
  expect(await restockShelf(world)).toMatchObject({ added: 60, items: 60 });
  const variants = (await readShelf(world, program)).items.map(({ variantId }) => variantId);
  expect(variants.toSorted()).toEqual(Array.from({ length: 60 }, (_, n) => `v${n + 21}L`).toSorted());
});

test("what still qualifies stays, what no longer does leaves", async () => {
  const mug = await aProduct(world, { title: "Mug" });
  await aProduct(world, { title: "Teapot", priceMinor: 3_000n });
  await restockShelf(world);
  await t.sql("UPDATE variant SET available = false WHERE variant_id = $1", [mug.variantId]);
  expect(await restockShelf(world)).toEqual({ outcome: "restocked", added: 0, removed: 1, items: 1 });
  expect(await shelf()).toEqual(["Teapot"]);
});

test("what comes back stands where it stood; what joins a shelf that was ever filled is the icons' first, another size of the same is not", async () => {
  const mug = await aProduct(world, { title: "Mug" });
  await restockShelf(world);
  const inStock = (variantId: string, available: boolean) =>
    t.sql("UPDATE variant SET available = $2 WHERE variant_id = $1", [variantId, available]);
  await inStock(mug.variantId, false);
  expect(await restockShelf(world)).toMatchObject({ removed: 1, items: 0 });
  await aProduct(world, { title: "Teapot" });
  await inStock(mug.variantId, true);
  expect(await restockShelf(world)).toMatchObject({ added: 2, items: 2 });
  const dibs = async () =>
    Object.fromEntries(
      (await readShelf(world, program)).items.map(({ title, variantTitle, firstDibsUntil }) => [
        variantTitle ?? title,
        firstDibsUntil !== null,
      ]),
    );
  expect(await dibs()).toEqual({ Mug: false, Teapot: true });
  await t.sql(
    `INSERT INTO variant (shop_id, variant_id, product_id, title, price_minor, currency, available, read_at)
     SELECT shop_id, 'large', product_id, 'Large', price_minor, currency, true, read_at FROM variant WHERE variant_id = $1`,
    [mug.variantId],
  );
  await inStock(mug.variantId, false);
  await restockShelf(world);
  expect(await dibs()).toEqual({ Large: false, Teapot: true });
});

test("between two readings too, only what may be taken is shown: neither too cheap, nor for nothing, nor in another currency", async () => {
  for (const title of ["Mug", "Tea", "Free", "Euro"]) await aProduct(world, { title, shelfOf: program });
  const change = (title: string, set: string) =>
    t.sql(`UPDATE variant SET ${set} WHERE product_id = (SELECT product_id FROM product WHERE title = $1)`, [title]);
  await change("Tea", "price_minor = 499");
  await change("Euro", "currency = 'EUR'");
  expect(await shelf()).toEqual(["Mug", "Free"]);
  const live = (await readLiveProgram(world))!;
  await saveSettings(world, { settings: { ...settingsOf(live), shelfMinimumMinor: 0n }, savedBy: "owner" });
  await change("Free", "price_minor = 0");
  expect(await shelf()).toEqual(["Tea", "Mug"]);
});

test("without a programme there is no shelf to stock", async () => {
  await t.sql("UPDATE program SET state = 'ended', ended_at = '2026-11-02'");
  expect(await restockShelf(world)).toEqual({ outcome: "no programme" });
});
