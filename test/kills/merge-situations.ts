/** Two ambassadors turn out to be one customer: whoever hears of it dies on the way to making one of them. */
import { joinProgram } from "~/domain/code/join-program.server";
import { hashOfToken } from "~/domain/invitation/hash-of-token.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { mergeCustomers } from "../emulator/commerce/merge-customers.ts";
import type { Living } from "../simulate/live-event.ts";
import { DAY_MS } from "../simulate/stage.ts";
import { friendBuys, windowEnds } from "./friends.ts";
import type { Situation } from "./situation.ts";
import { take } from "./take-reward.ts";

type Twin = { ambassadorId: string; buyerId: string; code: string };

/** A friend who bought is invited and joins, as often as it takes. */
async function aFriendJoins(living: Living): Promise<Twin> {
  const { stage } = living;
  const { world, emulator } = stage;
  const orderId = friendBuys(living);
  await stage.settle();
  const buyerId = emulator.books.order.need(orderId).customerId!;
  const { programId } = (await readLiveProgram(world))!;
  const token = `the link of ${buyerId}`;
  await world.transaction(async ({ db }) => {
    const { shopId } = stage;
    // As if the press of the first days had reached this one too.
    const { pressId } = await db.invitation.findFirstOrThrow({
      where: { shopId },
      select: { pressId: true },
      orderBy: { createdAt: "asc" },
    });
    await db.invitation.create({
      data: {
        ...{
          shopId,
          invitationId: world.chance.uuid(),
          pressId,
          programId,
          buyerId,
          decile: 1,
          state: "sent",
          tokenHash: hashOfToken(token),
        },
        ...{ createdAt: stage.now(), sentAt: stage.now(), expiresAt: new Date(stage.now().getTime() + DAY_MS) },
      },
    });
  });
  const joined = await joinProgram(world, { token, code: `TWIN-${living.orders.size}`, name: "Twin", acknowledged: true });
  if (joined.outcome !== "joined") throw new Error(`a friend could not join: ${joined.outcome}`);
  await codeIsLive(living, joined.code);
  return { ...joined, buyerId };
}

async function codeIsLive({ stage }: Living, code: string): Promise<void> {
  for (let round = 0; round < 100; round++) {
    await stage.settle();
    const live = await stage.sql("SELECT 1 FROM share_code WHERE shop_id = $1 AND code = $2 AND state = 'live'", [stage.shopId, code]);
    if (live.length) return;
    await stage.tick(2_000);
  }
  throw new Error(`${code} did not become live`);
}

export const mergeSituations: Situation[] = [
  {
    name: "two ambassadors turn out to be one customer",
    jobs: ["receipt.process", "order.refresh"],
    async prepare(living) {
      const { stage, members, mergedCustomers } = living;
      const twin = await aFriendJoins(living);
      // Something of each kind is theirs: money that is earned and money that waits, a reward given and one on its way.
      friendBuys(living, { quantity: 40, code: twin.code });
      await stage.settle();
      await windowEnds(living);
      await stage.comeToRest("briefly");
      await take(living, "gift card", twin.ambassadorId);
      friendBuys(living, { code: twin.code });
      await stage.settle();
      await take(living, "product code", twin.ambassadorId);
      const kept = members.get(1)!.customer.id;
      for (const id of [kept, twin.buyerId]) mergedCustomers.add(id);
      mergeCustomers(stage.emulator, kept, twin.buyerId, kept);
      await stage.post.deliverDue();
    },
    async came({ stage, members }) {
      const [row] = await stage.sql<{ apart: number }>(
        `SELECT count(*)::int AS apart FROM ambassador a JOIN buyer b USING (shop_id, buyer_id)
         WHERE a.shop_id = $1 AND a.name = 'Twin' AND (a.state <> 'merged' OR a.merged_into::text <> $2)`,
        [stage.shopId, members.get(1)!.ambassadorId],
      );
      return row.apart ? [`${row.apart} twins are somebody else still`] : [];
    },
  },
];
