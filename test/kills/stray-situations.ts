/** After a backup was put back: what was given in the lost time is found, somebody's wish is held for it, and the owner says what it was. */
import { lookForStrays } from "~/domain/reward/look-for-strays.server";
import { rewardTag, rewardTitle } from "~/domain/reward/reward";
import { goodsOf } from "../simulate/at-the-store.ts";
import type { Living } from "../simulate/live-event.ts";
import type { Press } from "./press.ts";
import type { Situation } from "./situation.ts";
import { take } from "./take-reward.ts";

/** A card, and a draft that had not become an order yet, made as the app makes them; here nobody remembers them. */
async function givenAndForgotten({ stage: { world, emulator }, members }: Living): Promise<void> {
  const { id: buyerId } = members.get(0)!.customer;
  const [card, draft] = [world.chance.uuid(), world.chance.uuid()];
  await world.shop.createGiftCard({
    ...{ buyerId, code: `GIFT${card.slice(-12)}`, note: rewardTitle(card), amountMinor: 700n, currency: emulator.books.theShop.currency },
  });
  await world.shop.createDraft({
    ...{ buyerId, variantId: goodsOf(emulator)[0], tag: rewardTag(draft), note: rewardTitle(draft), discountTitle: "A present" },
  });
}

async function strays({ stage }: Living): Promise<string[]> {
  const rows = await stage.sql<{ stray_id: string }>(
    "SELECT stray_id::text FROM stray WHERE shop_id = $1 AND answer IS NULL ORDER BY kind, stray_id",
    [stage.shopId],
  );
  return rows.map(({ stray_id }) => stray_id);
}

async function found(living: Living): Promise<void> {
  const { stage } = living;
  await givenAndForgotten(living);
  const { found: count } = await lookForStrays(stage.world);
  if (count !== 2) throw new Error(`${count} strays were found instead of two`);
  const rewardId = await take(living, "store credit");
  await stage.settle();
  const [{ state }] = await stage.sql<{ state: string }>("SELECT state FROM reward WHERE reward_id::text = $1", [rewardId]);
  if (state !== "requested") throw new Error(`a wish that had to be held is ${state}`);
}

export const straySituations: Situation[] = [
  {
    name: "what a backup forgot is found, and the owner counts it",
    jobs: ["reward.issue"],
    prepare: found,
    presses: async (living): Promise<Press[]> =>
      (await strays(living)).map((strayId) => ({ what: "settle stray", input: { strayId, answer: "given", answeredBy: "owner" } })),
    async came({ stage }) {
      const open = await stage.sql("SELECT 1 FROM stray WHERE shop_id = $1 AND answer IS NULL", [stage.shopId]);
      const held = await stage.sql("SELECT 1 FROM reward WHERE shop_id = $1 AND state = 'requested'", [stage.shopId]);
      return open.length || held.length ? [`${open.length} strays are open still, and ${held.length} wishes wait`] : [];
    },
  },
];
