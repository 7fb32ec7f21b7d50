/**
 * Asks Shopify for rewards that this database does not know, as after a backup was put back: what bears our mark and was made since
 * the last whole comparison, and store credit, which bears none, given in a time of which nothing is remembered. Each is kept once,
 * for the owner to say what it is.
 */
import { ShopProblem, type MarkedThing } from "~/ports/shop";
import type { World } from "~/ports/world";
import { readLastLook } from "../shop/read-last-look.server";
import { AWAKE_FOR_MS, readLostTimes } from "../shop/read-lost-times.server";
import { rewardTitle, SCOPES_FOR } from "./reward";
import { rewardMarked, within, type LostTime, type StrayKind } from "./stray";

const MARKED: MarkedThing["kind"][] = ["product code", "gift card", "product sent"];
/** Of people with an account at once; whose turn does not come is looked at before anything is given to them. */
const MOST_ACCOUNTS = 500;

type Found = Omit<MarkedThing, "kind" | "marks" | "at"> & { kind: StrayKind; markedAs: string | null; madeAt: Date };

/**
 * With `buyerId`, before anything is given to this customer: their store credit is looked at for every time that was lost. Without,
 * all ambassadors' is, for the long ones since the last whole comparison: every start of a worker loses some seconds, and asking for
 * everybody each time would cost more than it finds. Throws ShopProblem when Shopify cannot be asked. @returns how many were found that
 * were not known
 */
export async function lookForStrays(world: World, { buyerId }: { buyerId?: string } = {}): Promise<{ found: number }> {
  const { shopId } = world;
  const { scopes, installedAt } = await world.transaction(({ db }) =>
    db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true, installedAt: true } }),
  );
  const may = (kind: StrayKind) => SCOPES_FOR[kind].every((scope) => scopes.includes(scope));
  const since = (await readLastLook(world)) ?? installedAt;
  const made = await world.shop.readMarked({ title: rewardTitle(""), since, kinds: MARKED.filter(may) });
  const marked = made.flatMap(({ kind, marks, at, ...thing }): Found[] => {
    const markedAs = rewardMarked({ kind, marks });
    return markedAs && thing.amountMinor > 0n ? [{ ...thing, kind, markedAs, madeAt: at }] : [];
  });
  const lost = may("store credit") ? await readLostTimes(world) : [];
  const credited = await lookAtCredit(world, buyerId ? lost : lost.filter((one) => one.until >= since && isLong(one)), buyerId);
  return { found: await keep(world, [...marked, ...credited]) };
}

const isLong = ({ from, until }: LostTime): boolean => until.getTime() - from.getTime() > AWAKE_FOR_MS;

async function lookAtCredit(world: World, lost: LostTime[], buyerId?: string): Promise<Found[]> {
  if (!lost.length) return [];
  const found: Found[] = [];
  for (const account of await readAccounts(world, buyerId)) found.push(...(await creditsIn(world, account, lost)));
  return found;
}

type Account = { buyerId: string; currency: string };

function readAccounts(world: World, buyerId?: string): Promise<Account[]> {
  const { shopId } = world;
  return world.transaction(
    ({ db }) => db.$queryRaw<Account[]>`
      SELECT DISTINCT a.buyer_id AS "buyerId", p.currency FROM ambassador a JOIN membership m USING (shop_id, ambassador_id) JOIN program p USING (shop_id, program_id)
      WHERE a.shop_id = ${shopId} AND (${buyerId ?? null}::text IS NULL OR a.buyer_id = ${buyerId ?? null}) ORDER BY 1 LIMIT ${MOST_ACCOUNTS}`,
  );
}

async function creditsIn(world: World, { buyerId, currency }: Account, lost: LostTime[]): Promise<Found[]> {
  const { shopId } = world;
  const credits = (await world.shop.readStoreCredit({ buyerId, currency })).filter(
    ({ kind, byHand, at }) => kind === "credit" && byHand && within(at, lost),
  );
  if (!credits.length) return [];
  // First whether one of ours is unclear, then which are known: one that becomes known in between is among the known.
  const [unclear, known] = await world.transaction(async ({ db }) => [
    await db.reward.count({ where: { shopId, buyerId, state: { in: ["requested", "needs review"] }, calledAt: { not: null } } }),
    await db.reward.findMany({
      where: { shopId, kind: "store credit", shopifyId: { in: credits.map(({ transactionId }) => transactionId) } },
      select: { shopifyId: true },
    }),
  ]);
  const strange = credits.filter(({ transactionId }) => !known.some(({ shopifyId }) => shopifyId === transactionId));
  if (strange.length && unclear) throw new ShopProblem("try later", "A call for this customer has not been made clear yet.");
  return strange.map(({ transactionId, amountMinor, at }) => ({
    ...{ kind: "store credit", shopifyId: transactionId, markedAs: null, buyerId, variantId: null, productTitle: "", code: null },
    ...{ orderId: null, amountMinor, currency, madeAt: at },
  }));
}

/** What a reward of ours explains is none. @returns how many are new */
function keep(world: World, found: Found[]): Promise<number> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    if (!found.length) return 0;
    const named = found.flatMap(({ markedAs }) => markedAs ?? []);
    const known = await db.reward.findMany({ where: { shopId, rewardId: { in: named } }, select: { rewardId: true } });
    const strays = found.filter(({ markedAs }) => !known.some(({ rewardId }) => rewardId === markedAs));
    const { count } = await db.stray.createMany({
      data: strays.map((stray) => ({ shopId, strayId: world.chance.uuid(), ...stray, foundAt: world.clock.now() })),
      skipDuplicates: true,
    });
    return count;
  });
}
