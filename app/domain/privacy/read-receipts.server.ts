/** The kept webhooks that tell of a person, as they may ask for them: page by page, since only their text says of whom they tell. */
import type { World } from "~/ports/world";
import { BEFORE_ALL, BODIES_A_PAGE, tellingOf, type ReceiptPlace } from "./kept-bodies";
import { PRIVACY_TOPICS, type Person } from "./privacy";

export type KeptBody = { topic: string; receivedAt: string; body: string };

/** Not inside a transaction. What only asks for their data or erasure is left out. */
export async function readReceipts(world: World, person: Person): Promise<KeptBody[]> {
  const telling = tellingOf(person);
  const bodies: KeptBody[] = [];
  if (!telling.length) return bodies;
  for (let after: ReceiptPlace | null = BEFORE_ALL; after;) {
    const page = await readPage(world, telling, after);
    for (const { topic, receivedAt, body } of page)
      if (body !== null && !PRIVACY_TOPICS.includes(topic)) bodies.push({ topic, receivedAt: receivedAt.toISOString(), body });
    after = page.at(-1) ?? null;
  }
  return bodies;
}

/** `body`: null where it does not tell of them. */
const readPage = (world: World, telling: string[], after: ReceiptPlace) =>
  world.transaction(
    ({ db }) => db.$queryRaw<(ReceiptPlace & { receivedAt: Date; body: string | null })[]>`
      SELECT topic, webhook_id AS "webhookId", received_at AS "receivedAt", CASE WHEN body ~* ANY (${telling}) THEN body END AS body FROM (
        SELECT topic, webhook_id, received_at, body FROM receipt WHERE shop_id = ${world.shopId} AND body <> ''
          AND (topic, webhook_id) > (${after.topic}, ${after.webhookId}) ORDER BY topic, webhook_id LIMIT ${BODIES_A_PAGE}) AS one
      ORDER BY topic, webhook_id`,
  );
