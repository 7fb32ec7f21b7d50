/**
 * A person out of the kept webhooks: one that still waits keeps the ids its processing needs, and nothing else; all others lose their
 * body. Page by page, each in a transaction of its own, so that however many are kept, no person's rows are held meanwhile. Doing it
 * twice, or a second half once more, is the same as once.
 */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { BEFORE_ALL, BODIES_A_PAGE, tellingOf, type ReceiptPlace } from "./kept-bodies";
import { PRIVACY_TOPICS, type Person } from "./privacy";

/** Not inside a transaction. Returns how many receipts told of them. */
export async function clearReceipts(world: World, person: Person): Promise<number> {
  const telling = tellingOf(person);
  if (!telling.length) return 0;
  let cleared = 0;
  for (let after: ReceiptPlace | null = BEFORE_ALL; after;) {
    const page = await clearPage(world, telling, after);
    cleared += page.cleared;
    after = page.last;
  }
  return cleared;
}

/**
 * A waiting body that the database cannot read as JSON (a NUL that was written as an escape) goes whole; its receipt is then set aside, and
 * the comparison with Shopify finds what it told. What asks for somebody's data or erasure is read before it is forgotten.
 */
async function clearPage(world: World, telling: string[], after: ReceiptPlace): Promise<{ cleared: number; last: ReceiptPlace | null }> {
  const { shopId } = world;
  const kept = Prisma.join(KEPT.map((key) => Prisma.sql`${key}::text, body::jsonb -> ${key}::text`));
  const [page] = await world.transaction(
    ({ db }) => db.$queryRaw<{ cleared: number; topic: string | null; webhookId: string | null }[]>`
      WITH page AS MATERIALIZED (
        SELECT topic, webhook_id, body ~* ANY (${telling}) AS telling FROM (
          SELECT topic, webhook_id, body FROM receipt WHERE shop_id = ${shopId} AND body <> '' AND (topic, webhook_id) > (${after.topic}, ${after.webhookId})
          ORDER BY topic, webhook_id LIMIT ${BODIES_A_PAGE}) AS one
      ), cleared AS (
        UPDATE receipt SET body = CASE WHEN state = 'waiting' AND pg_input_is_valid(body, 'jsonb')
          THEN jsonb_strip_nulls(jsonb_build_object(${kept}))::text ELSE '' END
        WHERE shop_id = ${shopId} AND (topic, webhook_id) IN (SELECT topic, webhook_id FROM page WHERE telling)
          AND NOT (state = 'waiting' AND topic = ANY (${PRIVACY_TOPICS})) RETURNING 1
      )
      SELECT (SELECT count(*) FROM cleared)::int AS cleared, last.topic, last.webhook_id AS "webhookId"
      FROM (SELECT 1) one LEFT JOIN (SELECT topic, webhook_id FROM page ORDER BY topic DESC, webhook_id DESC LIMIT 1) last ON true`,
  );
  const { cleared, topic, webhookId } = page;
  return { cleared, last: topic !== null && webhookId !== null ? { topic, webhookId } : null };
}

const KEPT = [
  "id",
  "admin_graphql_api_id",
  "myshopify_domain",
  "order_id",
  "order_edit",
  "admin_graphql_api_customer_kept_id",
  "admin_graphql_api_customer_deleted_id",
  "status",
];
