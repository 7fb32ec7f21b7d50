/** A store with many ambassadors for the storefront's benchmark: each with a code, orders of their own, and a pool of codes ready. */
import type pg from "pg";
import type { World } from "~/ports/world";
import { aProduct, aProgram, aShop } from "../support/builders.ts";

export const AMBASSADORS = 10_000;
export const POOL = 50_000;
const ORDERS_EACH = 5;

export const slugOf = (n: number): string => `friend-${n}`;
export const buyerOf = (n: number): string => String(5_000_000 + n);

/** @param sql past row-level security */
export async function fillStorefront(world: World, sql: pg.Client): Promise<void> {
  await aShop(world, { name: "Bench", storefrontUrl: "https://bench.example", proxyPrefix: "/apps/regulars" });
  const program = await aProgram(world);
  const products = [];
  for (let n = 0; n < 20; n++) products.push(await aProduct(world, { title: `Tea ${n}`, shelfOf: program }));
  const now = world.clock.now();
  const { shopId } = world;
  const all = [
    shopId,
    program.programId,
    now,
    AMBASSADORS,
    products.map(({ productId }) => productId),
    products.map(({ variantId }) => variantId),
  ];
  const insert = (text: string) => {
    // Every statement takes the same six; PostgreSQL wants each to be used.
    return sql.query(
      `WITH p AS (SELECT $1::text AS shop, $2::uuid AS program, $3::timestamptz AS at, $4::int AS people, $5::text[] AS products, $6::text[] AS variants) ${text}`,
      all,
    );
  };
  await insert(`INSERT INTO buyer (shop_id, buyer_id, first_name, email, consent, currency, read_at)
    SELECT shop, (5000000 + n)::text, 'Friend', 'friend-' || n || '@bench.example', 'subscribed', 'GBP', at FROM p, generate_series(0, people - 1) n`);
  await insert(`INSERT INTO ambassador (shop_id, ambassador_id, buyer_id, name, slug, words, state, joined_at)
    SELECT shop, gen_random_uuid(), (5000000 + n)::text, 'Friend ' || n, 'friend-' || n, 'The green one is my morning.', 'active', at - interval '100 days'
    FROM p, generate_series(0, people - 1) n`);
  await insert(`INSERT INTO membership (shop_id, program_id, ambassador_id, program_version, tier, disclosure_version, acknowledged_at, joined_at)
    SELECT shop, program, ambassador_id, 1, 'friend', '2026-11', joined_at, joined_at FROM p, ambassador`);
  await insert(`INSERT INTO share_code (shop_id, code_id, program_id, ambassador_id, code, state, created_at, live_at)
    SELECT shop, gen_random_uuid(), program, ambassador_id, upper(slug), 'live', joined_at, joined_at FROM p, ambassador`);
  await insert(`INSERT INTO orders (shop_id, order_id, name, buyer_id, placed_at, paid_at, test, currency, goods_minor, ordered_minor, tags, codes, shopify_updated_at, read_at)
    SELECT shop, (7000000 + n)::text, '#' || n, (5000000 + n / ${ORDERS_EACH})::text, at - (n % 300) * interval '1 day', at, false, 'GBP', 5000, 5000, '{}', '{}', at, at
    FROM p, generate_series(0, people * ${ORDERS_EACH} - 1) n`);
  await insert(`INSERT INTO order_line (shop_id, order_id, line_id, product_id, variant_id, title, quantity, current_quantity, goods_minor, ordered_minor, gift_card, read_at)
    SELECT shop, (7000000 + n)::text, (9000000 + n * 2 + half)::text, products[1 + (n + half * 7) % 20], variants[1 + (n + half * 7) % 20], 'Tea', 1, 1, 2500, 2500, false, at
    FROM p, generate_series(0, people * ${ORDERS_EACH} - 1) n, generate_series(0, 1) half`);
  await insert(`INSERT INTO click_code (shop_id, code, program_id, state, minting_id)
    SELECT shop, upper(substr(md5(n::text), 1, 12)), program, 'ready', program FROM p, generate_series(1, ${POOL}) n`);
  await sql.query("VACUUM ANALYZE");
}
