/** What is read of the store, kept in step with it, and told of it. */
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { turnPixel } from "~/domain/shop/turn-pixel.server";
import { startImport } from "~/ingest/history/start-import.server";
import { HOUR_MS } from "../simulate/stage.ts";
import { friendBuys } from "./friends.ts";
import { ask, type Situation } from "./situation.ts";

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
  },
  {
    name: "the history is read again",
    jobs: ["import.advance"],
    async prepare({ stage: { world } }) {
      await startImport(world, { kinds: ["orders"] });
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
        asked: { orders: [], email: email ?? null } as never,
      });
    },
  },
];
