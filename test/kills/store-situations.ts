/** What is read of the store, kept in step with it, and told of it. */
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { turnPixel } from "~/domain/shop/turn-pixel.server";
import { startImport } from "~/ingest/history/start-import.server";
import { webPixelIn } from "../emulator/admin-graphql/web-pixels.ts";
import { HOUR_MS } from "../simulate/stage.ts";
import { friendBuys } from "./friends.ts";
import { ask, theBooksTellAll, type Situation } from "./situation.ts";

export const storeSituations: Situation[] = [
  {
    name: "webhooks of an order are lost",
    jobs: ["shop.reconcile"],
    async prepare(living) {
      friendBuys(living);
      const { delivery } = living.stage.emulator.books;
      for (const [key] of [...delivery.entries()]) delivery.delete(key);
      await living.stage.tick(HOUR_MS);
      await ask(living, "shop.reconcile");
    },
    came: theBooksTellAll,
  },
  {
    name: "the owner turns the pixel on, or off again",
    jobs: ["pixel.settle"],
    async prepare({ stage }) {
      const [{ wanted }] = await stage.sql<{ wanted: boolean }>("SELECT pixel_wanted AS wanted FROM shop WHERE shop_id = $1", [
        stage.shopId,
      ]);
      await turnPixel(stage.world, { on: !wanted });
    },
    async came({ stage }) {
      const [pixel] = await stage.sql<{ wanted: boolean; known: boolean }>(
        "SELECT pixel_wanted AS wanted, pixel_id IS NOT NULL AS known FROM shop WHERE shop_id = $1",
        [stage.shopId],
      );
      const there = webPixelIn(stage.emulator) !== null;
      return pixel.wanted === there && pixel.known === there
        ? []
        : [`the pixel is wanted: ${pixel.wanted}, known: ${pixel.known}, there: ${there}`];
    },
  },
  {
    name: "the list is worked out anew",
    jobs: ["mining.mine", "marks.refresh", "proof.reckon"],
    async prepare(living) {
      // Else they were read a moment ago, and nobody would be asked for.
      await living.stage.sql("UPDATE ambassador SET marks_read_at = NULL WHERE shop_id = $1", [living.stage.shopId]);
      await ask(living, "mining.mine");
      await ask(living, "marks.refresh");
      await ask(living, "proof.reckon");
    },
    async came({ stage }, since) {
      const [done] = await stage.sql<Record<"mined" | "marked" | "reckoned", boolean>>(
        `SELECT EXISTS (SELECT FROM mining WHERE shop_id = $1 AND mined_at >= $2) AS mined,
           NOT EXISTS (SELECT FROM ambassador WHERE shop_id = $1 AND state = 'active' AND (marks_read_at IS NULL OR marks_read_at < $2)) AS marked,
           EXISTS (SELECT FROM proof WHERE shop_id = $1 AND as_of >= $2) AS reckoned`,
        [stage.shopId, since],
      );
      return Object.entries(done).flatMap(([what, was]) => (was ? [] : [`nothing was ${what}`]));
    },
  },
  {
    name: "the history is read again",
    jobs: ["import.advance"],
    async prepare({ stage: { world } }) {
      await startImport(world, { kinds: ["orders"] });
    },
    async came({ stage }, since) {
      const rows = await stage.sql<{ state: string; orders_read: number }>(
        "SELECT state, orders_read FROM import WHERE shop_id = $1 AND requested_at >= $2",
        [stage.shopId, since],
      );
      return rows.length === 1 && rows[0].state === "done" && rows[0].orders_read > 0 ? [] : [`imports: ${JSON.stringify(rows)}`];
    },
  },
  {
    name: "the catalogue is read again, and the shelf filled",
    jobs: ["catalogue.read", "shelf.restock"],
    async prepare(living) {
      await ask(living, "catalogue.read");
      await ask(living, "shelf.restock");
    },
    async came({ stage }, since) {
      const rows = await stage.sql<{ state: string; products_read: number }>(
        "SELECT state, products_read FROM import WHERE shop_id = $1 AND kind = 'catalogue' AND requested_at >= $2",
        [stage.shopId, since],
      );
      const [{ items }] = await stage.sql<{ items: number }>(
        "SELECT count(*)::int AS items FROM shelf_item WHERE shop_id = $1 AND left_at IS NULL",
        [stage.shopId],
      );
      return [
        ...(rows.length && rows.every(({ state, products_read: read }) => state === "done" && read > 0)
          ? []
          : [`imports: ${JSON.stringify(rows)}`]),
        ...(items > 0 ? [] : ["the shelf is empty"]),
      ];
    },
  },
  {
    name: "a customer asks what is kept of them",
    jobs: ["privacy.answer"],
    async prepare({ stage, members }) {
      const { id, email } = members.get(1)!.customer;
      await askPrivacyRequest(stage.world, {
        requestId: `asked at ${stage.now().getTime()}`,
        kind: "data request",
        buyerId: id,
        asked: { orderIds: [], email: email ?? null },
      });
    },
    async came({ stage }, since) {
      const rows = await stage.sql<{ state: string; found: boolean }>(
        "SELECT state, outcome <> '{}' AS found FROM privacy_request WHERE shop_id = $1 AND asked_at >= $2",
        [stage.shopId, since],
      );
      return rows.length === 1 && rows[0].state === "done" && rows[0].found ? [] : [`the request: ${JSON.stringify(rows)}`];
    },
  },
  {
    name: "an erasure that rested is asked for again, and what need not be kept of webhooks goes",
    jobs: ["privacy.resume", "privacy.answer", "receipt.empty"],
    async prepare(living) {
      const { stage } = living;
      const buyerId = `77${stage.now().getTime()}`;
      await askPrivacyRequest(stage.world, { requestId: buyerId, kind: "erasure", buyerId, asked: { orderIds: [], email: null } });
      await stage.sql("DELETE FROM pgboss.job WHERE name = 'privacy.answer' AND data->>'shopId' = $1", [stage.shopId]);
      for (const state of ["quarantined", "done"])
        await stage.sql(
          `INSERT INTO receipt (shop_id, topic, webhook_id, body, state, reason, received_at, processed_at)
           VALUES ($1, 'customers/update', $2, $3, $4, 'for a situation', $5, $5)`,
          [stage.shopId, `${state} of ${buyerId}`, `{"id": ${buyerId}}`, state, stage.now()],
        );
      await ask(living, "privacy.resume");
      await ask(living, "receipt.empty");
    },
    async came({ stage }, since) {
      const [done] = await stage.sql<Record<"answered" | "remembered" | "emptied", boolean>>(
        `SELECT NOT EXISTS (SELECT FROM privacy_request WHERE shop_id = $1 AND asked_at >= $2 AND state <> 'done') AS answered,
           EXISTS (SELECT FROM buyer WHERE shop_id = $1 AND erased_at >= $2) AS remembered,
           NOT EXISTS (SELECT FROM receipt WHERE shop_id = $1 AND reason = 'for a situation' AND body <> '') AS emptied`,
        [stage.shopId, since],
      );
      return Object.entries(done).flatMap(([what, was]) => (was ? [] : [`nothing was ${what}`]));
    },
  },
];
