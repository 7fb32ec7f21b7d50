/**
 * One call at a time for a customer, where Shopify's call carries no key that makes it once (store credit, draft orders). Whoever
 * calls claims it first, in the database; a claim that ended unclear stays, and is looked after once its call has surely ended.
 */
import { Prisma } from "@prisma/client";
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import type { GivenReward } from "./way";

/** A call is given up after seconds; until this long after its beginning it is believed to be under way. */
export const CALL_MAY_LAST_MS = 120_000;
/** A call that could not even begin within this is left to the next attempt. With a minute for the call it ends in time. */
const BEGIN_WITHIN_MS = 45_000;

/** Not Shopify's silence: our own call, for this customer or for this reward, has not come to its end yet. */
export class CallUnderWay extends ShopProblem {
  readonly since: Date;
  constructor(message: string, since: Date) {
    super("try later", message);
    this.since = since;
  }
}

export type Call = { calledAt: Date; callMark: string | null };

/** The call that was begun for this reward and did not end clearly; null: none. Throws "try later" while it may be under way. */
export async function readLastCall(world: World, { rewardId }: GivenReward): Promise<Call | null> {
  const { calledAt, callMark } = await readClaim(world, { rewardId });
  if (!calledAt) return null;
  if (world.clock.now().getTime() - calledAt.getTime() < CALL_MAY_LAST_MS)
    throw new CallUnderWay("An earlier call for this customer may still be on its way.", calledAt);
  return { calledAt, callMark };
}

/** Asked right before a call: throws when it took so long to get there that somebody else may have taken over. */
export type Confirm = (data?: { callMark: string }) => Promise<void>;

/**
 * Runs `work` as the only one for this customer. Throws "try later" when another call is under way.
 * @param keepMark what it was marked with says more of this reward, also after a no
 */
export async function oneCall<T>(
  world: World,
  reward: GivenReward,
  work: (confirm: Confirm) => Promise<T>,
  { keepMark = false }: { keepMark?: boolean } = {},
): Promise<T> {
  const { rewardId } = reward;
  const calledAt = await claim(world, reward);
  try {
    return await work((data) => confirm(world, rewardId, calledAt, data));
  } catch (problem) {
    // Nothing was done: others need not wait. After an unclear answer, or a fault of our own, they must.
    if (problem instanceof ShopProblem && problem.kind !== "unknown") await release(world, rewardId, calledAt, keepMark);
    throw problem;
  }
}

/** For the customer it is for now: one that became another since `reward` was read is none to call for. */
async function claim(world: World, { rewardId, buyerId }: GivenReward): Promise<Date> {
  const { shopId } = world;
  const { calledAt: before } = await readClaim(world, { rewardId });
  const calledAt = world.clock.now();
  if (before && calledAt.getTime() - before.getTime() < CALL_MAY_LAST_MS) throw await whyBusy(world, buyerId);
  try {
    const { count } = await world.transaction(({ db }) =>
      db.reward.updateMany({ where: { shopId, rewardId, buyerId, state: "requested", calledAt: before }, data: { calledAt } }),
    );
    if (count === 1) return calledAt;
  } catch (problem) {
    if (!(problem instanceof Prisma.PrismaClientKnownRequestError) || problem.code !== "P2002") throw problem;
  }
  throw await whyBusy(world, buyerId);
}

/** One that ended unclear holds the others up until it is known, or a person said what became of it; where it waits for them, so do these. */
export async function whyBusy(world: World, buyerId: string): Promise<ShopProblem> {
  const { shopId, clock } = world;
  const other = await world.transaction(({ db }) =>
    db.reward.findFirst({
      where: { shopId, buyerId, state: { in: ["requested", "needs review"] }, calledAt: { not: null } },
      select: { state: true, calledAt: true },
    }),
  );
  if (other?.state === "needs review")
    return new ShopProblem("try later", "Another reward of theirs waits for you first, since nobody knows whether they have it.");
  return new CallUnderWay("Another call for this customer is under way.", other?.calledAt ?? clock.now());
}

async function confirm(world: World, rewardId: string, calledAt: Date, data: { callMark?: string } = {}): Promise<void> {
  const { shopId, clock } = world;
  const late = clock.now().getTime() - calledAt.getTime() > BEGIN_WITHIN_MS;
  const { count } = late
    ? { count: 0 }
    : await world.transaction(({ db }) =>
        db.reward.updateMany({ where: { shopId, rewardId, state: "requested", calledAt }, data: { calledAt, ...data } }),
      );
  if (count === 0) throw new CallUnderWay("It took so long to get here that somebody else may be doing it.", calledAt);
}

export const readClaim = (
  world: World,
  { rewardId }: Pick<GivenReward, "rewardId">,
): Promise<{ calledAt: Date | null; callMark: string | null }> =>
  world.transaction(({ db }) =>
    db.reward.findUniqueOrThrow({
      where: { shopId_rewardId: { shopId: world.shopId, rewardId } },
      select: { calledAt: true, callMark: true },
    }),
  );

const release = (world: World, rewardId: string, calledAt: Date, keepMark: boolean) =>
  world.transaction(({ db }) =>
    db.reward.updateMany({
      where: { shopId: world.shopId, rewardId, state: "requested", calledAt },
      data: { calledAt: null, ...(!keepMark && { callMark: null }) },
    }),
  );
