/**
 * Asks Shopify for rewards that this database does not know, as after a backup was put back: what bears our mark, and store credit,
 * which bears none, given in a time of which nothing is remembered. Each is kept once, for the owner to say what it is. How far was
 * looked is kept by kind and moved forward page by page, so that no number of other things made in a store ever stands in the way.
 */
import { ShopProblem, type MarkedAsked, type MarkedPage, type MarkedThing } from "~/ports/shop";
import type { World } from "~/ports/world";
import { AWAKE_FOR_MS, readLostTimes } from "../shop/read-lost-times.server";
import { INDEX_LAGS_MS } from "../shop/reconciliation";
import { moveStrayLook } from "./move-stray-look.server";
import { readStrayLooks } from "./read-stray-looks.server";
import { isAllowed, rewardTitle } from "./reward";
import { rewardMarked, within, type LostTime, type StrayKind } from "./stray";

const MARKED: MarkedThing["kind"][] = ["product code", "gift card", "product sent"];
/** In one look through everything: a thousand of a kind; the next one goes on. */
const MOST_PAGES = 50;
/** Of one customer's, with the discounts that nobody knows whose they are. */
const MOST_PAGES_OF_THEIRS = 50;
/** Of people with an account at once; whose turn does not come is looked at before anything is given to them. */
const MOST_ACCOUNTS = 500;

type Found = Omit<MarkedThing, "kind" | "marks" | "at"> & { kind: StrayKind; markedAs: string | null; madeAt: Date };

/**
 * With `buyerId`, before anything is given to this customer: what was made for them since everything was last looked through, and
 * their store credit of every time that was lost. Without, everything made since then, within a bound, and all ambassadors' store
 * credit of the long times: every start of a worker loses some seconds, and asking for everybody each time would cost more than it
 * finds. Throws ShopProblem when Shopify cannot be asked. @returns how many were found that were not known
 */
export async function lookForStrays(world: World, { buyerId }: { buyerId?: string } = {}): Promise<{ found: number }> {
  const { shopId } = world;
  const { scopes } = await world.transaction(({ db }) => db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true } }));
  const may = (kind: StrayKind) => isAllowed(kind, scopes);
  const looks = await readStrayLooks(world);
  const asked = MARKED.filter(may).map((kind): MarkedAsked => ({ kind, since: looks[kind], after: null }));
  const found = buyerId ? await lookAtTheirs(world, asked, buyerId) : await lookOn(world, asked);
  if (!may("store credit")) return { found };
  return { found: found + (buyerId ? await lookAtTheirCredit(world, buyerId) : await lookAtAllCredit(world, looks["store credit"])) };
}

/** Goes on where the last look ended. Whoever finds that somebody else has moved on meanwhile leaves the kind to them. */
async function lookOn(world: World, from: MarkedAsked[]): Promise<number> {
  const seenUntil = new Date(world.clock.now().getTime() - INDEX_LAGS_MS);
  const looked = new Map(from.map(({ kind, since }) => [kind, since]));
  let found = 0;
  for (let [asked, page] = [from, 1]; asked.length; page++) {
    const pages = await world.shop.readMarked({ title: rewardTitle(""), asked, buyerId: null });
    const goesOn: MarkedAsked[] = [];
    for (const { kind, things, reached, next } of pages) {
      const { since } = asked.find((one) => one.kind === kind)!;
      const was = looked.get(kind)!;
      const until = latest(was, earliest(seenUntil, next === null ? seenUntil : (reached ?? was)));
      const kept = await keep(world, marked(things), { kind, was, until });
      found += kept.found;
      looked.set(kind, until);
      // What was made at one moment is looked through whole: from within it, nobody could go on.
      const enough = page >= MOST_PAGES && reached !== null && reached > since;
      if (next !== null && kept.moved && !enough) goesOn.push({ kind, since, after: next });
    }
    asked = goesOn;
  }
  return found;
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b);
const earliest = (a: Date, b: Date): Date => (a < b ? a : b);

/** Moves no look: it is not everything. */
async function lookAtTheirs(world: World, from: MarkedAsked[], buyerId: string): Promise<number> {
  let found = 0;
  for (let [asked, page] = [from, 1]; asked.length; page++) {
    if (page > MOST_PAGES_OF_THEIRS) throw new ShopProblem("try later", "More was made for this customer than can be looked through yet.");
    const pages: MarkedPage[] = await world.shop.readMarked({ title: rewardTitle(""), asked, buyerId });
    found += (
      await keep(
        world,
        pages.flatMap(({ things }) => marked(things)),
      )
    ).found;
    asked = pages.flatMap(({ kind, next }) =>
      next === null ? [] : { kind, since: asked.find((one) => one.kind === kind)!.since, after: next },
    );
  }
  return found;
}

function marked(things: MarkedThing[]): Found[] {
  return things.flatMap(({ kind, marks, at, ...thing }): Found[] => {
    const markedAs = rewardMarked({ kind, marks });
    return markedAs && thing.amountMinor > 0n ? [{ ...thing, kind, markedAs, madeAt: at }] : [];
  });
}

async function lookAtTheirCredit(world: World, buyerId: string): Promise<number> {
  return (await keep(world, await lookAtCredit(world, await readLostTimes(world), buyerId))).found;
}

async function lookAtAllCredit(world: World, was: Date): Promise<number> {
  const until = latest(was, new Date(world.clock.now().getTime() - INDEX_LAGS_MS));
  const lost = (await readLostTimes(world)).filter((one) => one.until >= was && isLong(one));
  return (await keep(world, await lookAtCredit(world, lost), { kind: "store credit", was, until })).found;
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

/** What a reward of ours explains is none. `look`: from when to when its kind has been looked through with that. */
function keep(world: World, found: Found[], look?: Parameters<typeof moveStrayLook>[1]): Promise<{ found: number; moved: boolean }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const moved = look ? await moveStrayLook(world, look) : false;
    if (!found.length) return { found: 0, moved };
    const named = found.flatMap(({ markedAs }) => markedAs ?? []);
    const known = await db.reward.findMany({ where: { shopId, rewardId: { in: named } }, select: { rewardId: true } });
    const strays = found.filter(({ markedAs }) => !known.some(({ rewardId }) => rewardId === markedAs));
    const { count } = await db.stray.createMany({
      data: strays.map((stray) => ({ shopId, strayId: world.chance.uuid(), ...stray, foundAt: world.clock.now() })),
      skipDuplicates: true,
    });
    return { found: count, moved };
  });
}
