/**
 * An owner says what a stray is. One of ours is written into the books as it would have been: the reward, and its cost taken. Where
 * that is more than there is, wishes that are held go back first, since they were asked for with money that had been spent; what
 * still lacks the owner may let them off. Store credit that one of these wishes asked for is that wish, and nothing more is taken. What is
 * not ours is left alone. Either way, what waited for this goes on.
 */
import type { Tx, World } from "~/ports/world";
import { invariant } from "../invariant";
import { appendEntry } from "../ledger/append-entry.server";
import { lockEarned } from "../ledger/lock-earned.server";
import { readBalance } from "../ledger/read-balance.server";
import { giveBackReward } from "./give-back-reward.server";
import { readStrayAccount, type StrayAccount } from "./read-stray-account.server";
import { codeByItsEnd, rewardCode, rewardEndsAt, rewardName } from "./reward";
import { costOf, type StrayAnswer, type StrayKind } from "./stray";

export type SettledStray =
  | { outcome: "booked"; rewardId: string; forgivenMinor: bigint }
  | { outcome: "left alone" }
  | { outcome: "answered before" }
  /** Whose it is, is no ambassador here: it can only be left alone. */
  | { outcome: "nobody's" }
  /** It cost more than they have; orders of the lost time may still have to be found. Ask again to forgive the rest. */
  | { outcome: "balance too low"; lackMinor: bigint; currency: string }
  | { outcome: "unknown" };

type Stray = Omit<NonNullable<Awaited<ReturnType<Tx["db"]["stray"]["findUnique"]>>>, "kind"> & { kind: StrayKind };

/** @param forgiveMinor up to so much of what lacks is given as a present: what the owner read that lacks. Outcomes: see SettledStray. */
export function settleStray(
  world: World,
  { strayId, answer, forgiveMinor = 0n, answeredBy }: { strayId: string; answer: StrayAnswer; forgiveMinor?: bigint; answeredBy: string },
): Promise<SettledStray> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }): Promise<SettledStray> => {
    await db.$queryRaw`SELECT 1 FROM stray WHERE shop_id = ${shopId} AND stray_id = ${strayId}::uuid FOR UPDATE`;
    const stray = await db.stray.findUnique({ where: { shopId_strayId: { shopId, strayId } } });
    if (!stray) return { outcome: "unknown" };
    if (stray.answer) return { outcome: "answered before" };
    const settled =
      answer === "given"
        ? await book(world, { ...stray, kind: stray.kind as StrayKind }, { forgiveMinor, answeredBy })
        : { outcome: "left alone" as const };
    if (settled.outcome !== "booked" && settled.outcome !== "left alone") return settled;
    await db.stray.update({
      where: { shopId_strayId: { shopId, strayId } },
      data: { answer, answeredBy, answeredAt: world.clock.now() },
    });
    const waiting = stray.buyerId
      ? await db.reward.findMany({ where: { shopId, buyerId: stray.buyerId, state: "requested" }, select: { rewardId: true } })
      : [];
    await queue.addMany("reward.issue", waiting, { onceKey: ({ rewardId }) => rewardId });
    return settled;
  });
}

type Forgiving = { forgiveMinor: bigint; answeredBy: string };

async function book(world: World, stray: Stray, { forgiveMinor, answeredBy }: Forgiving): Promise<SettledStray> {
  return world.transaction(async (): Promise<SettledStray> => {
    const { currency } = stray;
    const whose = await lockAccount(world, stray);
    if (!whose) return { outcome: "nobody's" };
    const { ambassadorId, programId } = whose;
    if (whose.askedBy) return fulfil(world, stray, whose.askedBy);
    const earned = { kind: "earned", ambassadorId, programId } as const;
    const lackMinor = await makeRoom(world, stray, whose, forgiveMinor);
    if (lackMinor > forgiveMinor) return { outcome: "balance too low", lackMinor, currency };
    const rewardId = stray.markedAs ?? world.chance.uuid();
    await write(world, stray, whose, { rewardId, answeredBy });
    const source = { kind: "reward", id: rewardId } as const;
    if (lackMinor > 0n)
      await appendEntry(world, {
        ...{ from: { kind: "program", programId }, to: earned, amountMinor: lackMinor, currency, reason: "forgiven", source },
        idempotencyKey: `reward:${rewardId}:forgiven`,
      });
    await appendEntry(world, {
      ...{ from: earned, to: { kind: "redeemed", ambassadorId, programId }, amountMinor: stray.amountMinor, currency },
      ...{ reason: "reward taken", source, idempotencyKey: `reward:${rewardId}:taken` },
    });
    return { outcome: "booked", rewardId, forgivenMinor: lackMinor };
  });
}

/** Its wish was there before the time that was lost, and so was what it cost. */
function fulfil({ shopId, transaction }: World, { shopifyId, madeAt }: Stray, rewardId: string): Promise<SettledStray> {
  return transaction(async ({ db }): Promise<SettledStray> => {
    const { count } = await db.reward.updateMany({
      where: { shopId, rewardId, state: { in: ["requested", "needs review"] }, shopifyId: null, settlingAt: null },
      data: { state: "issued", shopifyId, issuedAt: madeAt, reason: null },
    });
    invariant(count === 1, `reward ${rewardId} went on while what was found of theirs waited for an answer`);
    return { outcome: "booked", rewardId, forgivenMinor: 0n };
  });
}

/** More than two who became one in turn, while this waited, is nobody of ours. */
const MOST_TIMES = 5;

/** Read again once it is held: whose it was may have become one with another meanwhile. */
async function lockAccount(world: World, stray: Stray): Promise<StrayAccount | null> {
  let whose = await readStrayAccount(world, stray);
  for (let time = 0; whose; time++) {
    invariant(time < MOST_TIMES, `whose stray ${stray.strayId} is changes again and again`);
    await lockEarned(world, [whose]);
    const now = await readStrayAccount(world, stray);
    if (now?.ambassadorId === whose.ambassadorId && now.programId === whose.programId) return now;
    whose = now;
  }
  return null;
}

/** @returns what still lacks; where that is more than is forgiven, nothing was given back either */
async function makeRoom(world: World, { amountMinor }: Stray, account: StrayAccount, forgiveMinor: bigint): Promise<bigint> {
  const { givenBack, lackMinor } = costOf(amountMinor, account);
  if (lackMinor > forgiveMinor) return lackMinor;
  const reason = "It was asked for with what an earlier reward had already cost.";
  for (const { rewardId } of account.held.slice(0, givenBack)) await giveBackReward(world, { rewardId, reason });
  const { earnedMinor } = await readBalance(world, account);
  return earnedMinor < amountMinor ? amountMinor - earnedMinor : 0n;
}

async function write(
  world: World,
  stray: Stray,
  { ambassadorId, programId }: StrayAccount,
  { rewardId, answeredBy }: { rewardId: string; answeredBy: string },
): Promise<void> {
  const { shopId } = world;
  const { buyerId, kind, variantId, orderId, shopifyId, amountMinor, currency, madeAt } = stray;
  const sent = kind === "product sent";
  // A draft that is open still is a yes that was not carried out: it goes its usual way.
  const open = sent && orderId === null;
  await world.transaction(async ({ db, queue }) => {
    await db.reward.create({
      data: {
        ...{ shopId, rewardId, programId, ambassadorId, kind, variantId, currency },
        buyerId: buyerId!,
        productTitle: rewardName({ kind, productTitle: stray.productTitle }),
        priceMinor: amountMinor,
        unitCostMinor: variantId ? null : amountMinor,
        code: codeOf(world, stray, rewardId),
        shopifyId: open ? null : (orderId ?? shopifyId),
        state: open ? "requested" : "issued",
        reason: null,
        requestKey: `found:${kind}:${shopifyId}`,
        requestedAt: madeAt,
        ...(sent && { approvedAt: madeAt, approvedBy: answeredBy }),
        issuedAt: open ? null : madeAt,
        dueAt: kind === "product code" ? rewardEndsAt(madeAt) : null,
      },
    });
    if (open) await queue.add("reward.issue", { rewardId }, { onceKey: rewardId });
    // Orders that took it are here perhaps, as if they were a friend's.
    const taken = await db.order.findMany({
      where: {
        shopId,
        OR: [{ orderId: orderId ?? "" }, ...(stray.code && kind === "product code" ? [{ codes: { has: stray.code } }] : [])],
      },
      select: { orderId: true },
      take: 10,
    });
    const orderIds = [...new Set([...taken.map((order) => order.orderId), ...(orderId ? [orderId] : [])])];
    await queue.addMany(
      "order.refresh",
      orderIds.map((id) => ({ orderId: id })),
      { onceKey: (order) => order.orderId },
    );
  });
}

/** Its own, where it has one; of a gift card Shopify tells the end only, and that is what it is looked for by. */
function codeOf(world: World, { kind, code }: Stray, rewardId: string): string {
  if (kind === "product code" && code) return code.toUpperCase();
  if (kind === "gift card" && code) return codeByItsEnd(rewardId, code);
  return rewardCode(world.chance, kind as StrayKind);
}
