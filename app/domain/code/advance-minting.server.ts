/**
 * One step of minting, taken as often as it is asked for: look at the run that is on, or find out what became of one
 * whose reply was lost, or begin the next. One run at a time per shop; codes are handed out only once confirmed.
 */
import { ShopProblem, type CodeResult } from "~/ports/shop";
import type { World } from "~/ports/world";
import { beginMinting } from "./begin-minting.server";
import {
  INTENT_HELD_MS,
  LONGEST_RUN_MS,
  LOOK_AGAIN_MS,
  lookAtPoolAfterMs,
  MINTING_ONCE,
  pauseAfterRefusals,
  type OpenMinting,
} from "./minting";
import { readLocales } from "./read-locales.server";
import { readOpenMinting } from "./read-open-minting.server";
import { readLongWaiting } from "./read-long-waiting.server";
import { readPools } from "./read-pools.server";
import { NOTHING_TOLD, settleMinting, type Told } from "./settle-minting.server";

/** Apart from what must happen at once: a look that waits never holds that up. */
const POOL_ONCE = "minting pool";

export type AdvanceMintingOutcome =
  | { outcome: "nothing to mint" }
  /** Shopify is at it, or another worker of ours may be; it is looked at again in a moment. */
  | { outcome: "running" }
  | { outcome: "minted"; live: number; refused: number }
  /** The addition as a whole did not come about; its codes wait to be minted anew. */
  | { outcome: "failed"; problem: string };

/** Throws a ShopProblem when trying later may help; the job then does. `why` is logged with the job only. */
export async function advanceMinting(world: World, _input: { why: string }): Promise<AdvanceMintingOutcome> {
  const open = await readOpenMinting(world);
  if (open?.state === "running") return lookAtRun(world, open);
  if (open) return findLost(world, open);
  const begun = await beginMinting(world);
  if (begun) return start(world, begun);
  await lookAtPoolsInTime(world);
  return { outcome: "nothing to mint" };
}

/** Pools are full enough for now: they are looked at again before the last hour's speed has emptied one. */
async function lookAtPoolsInTime(world: World): Promise<void> {
  const waits = (await readPools(world)).map(lookAtPoolAfterMs).filter((wait) => wait !== null);
  if (!waits.length) return;
  const at = new Date(world.clock.now().getTime() + Math.min(...waits));
  await world.transaction(({ queue }) => queue.add("minting.advance", { why: "links are pressed often" }, { at, onceKey: POOL_ONCE }));
}

async function start(world: World, minting: OpenMinting): Promise<AdvanceMintingOutcome> {
  const { shopId } = world;
  const { mintingId } = minting;
  let additionId: string;
  try {
    ({ additionId } = await world.shop.addCodes(minting.shopifyDiscountId, minting.codes));
  } catch (error) {
    if (!(error instanceof ShopProblem)) throw error;
    if (error.kind === "refused") return refused(world, minting, error.message);
    if (error.kind === "unknown")
      await world.transaction(({ db }) =>
        db.minting.updateMany({ where: { shopId, mintingId, state: "intended" }, data: { problem: error.message } }),
      );
    else await settleMinting(world, minting, NOTHING_TOLD, { end: "failed", problem: error.message, comesByItself: true });
    throw error;
  }
  await world.transaction(async ({ db, queue }) => {
    await db.minting.updateMany({
      where: { shopId, mintingId, state: "intended" },
      data: { state: "running", shopifyId: additionId, problem: null },
    });
    await queue.add("minting.advance", { why: "a run is on" }, lookAgain(world));
  });
  return { outcome: "running" };
}

async function lookAtRun(world: World, minting: OpenMinting): Promise<AdvanceMintingOutcome> {
  let results: CodeResult[] | null;
  try {
    results = await world.shop.readCodeAddition(minting.additionId!);
  } catch (error) {
    if (!(error instanceof ShopProblem) || error.kind !== "refused") throw error;
    return refused(world, minting, `Shopify no longer knows this addition of codes: ${error.message}`);
  }
  if (results === null) {
    if (world.clock.now().getTime() - minting.createdAt.getTime() > LONGEST_RUN_MS)
      return refused(world, minting, "Shopify did not end this addition of codes.");
    await world.transaction(({ queue }) => queue.add("minting.advance", { why: "a run is on" }, lookAgain(world)));
    return { outcome: "running" };
  }
  const known = minting.kind === "share" ? await recogniseOwn(world, minting, results) : results;
  // Codes that nothing is known of are added again, once Shopify's search has had time to see them.
  const pausedUntil = known.length < results.length ? new Date(world.clock.now().getTime() + INTENT_HELD_MS) : null;
  const settled = await settleMinting(world, minting, await withLocales(world, minting, known), { end: "done", pausedUntil });
  return settled.settled ? { outcome: "minted", live: settled.live, refused: settled.refused } : { outcome: "running" };
}

/** However a minting ended: who needs another code is asked for in their language before the transaction that ends it. */
async function withLocales(world: World, minting: OpenMinting, results: CodeResult[]): Promise<Told> {
  if (minting.kind !== "share") return { results, locales: new Map() };
  return { results, locales: await readLocales(world, { ambassadorIds: await whoseRefused(world, results) }) };
}

/** Who needs another code. */
function whoseRefused(world: World, results: CodeResult[]): Promise<string[]> {
  const { shopId } = world;
  const refused = results.filter(({ outcome }) => outcome === "refused").map(({ code }) => code.toUpperCase());
  return world.transaction(async ({ db }) => {
    const codes = await db.shareCode.findMany({ where: { shopId, code: { in: refused } }, select: { ambassadorId: true } });
    return codes.map(({ ambassadorId }) => ambassadorId);
  });
}

/**
 * A share code that is taken by our own discount, from a run whose end we never saw, is live. One that is taken and that Shopify does not
 * find may be ours, a moment old: nothing is known of it, and it is left out. After an hour even the slowest search would show it.
 */
async function recogniseOwn(world: World, minting: OpenMinting, results: CodeResult[]): Promise<CodeResult[]> {
  const long = await readLongWaiting(world);
  const known: CodeResult[] = [];
  for (const result of results) {
    const { code } = result;
    const whose = result.outcome === "refused" ? await whoseIs(world, minting, code) : null;
    if (whose === "ours") known.push({ code, outcome: "live" });
    else if (result.outcome === "live" || whose === "another's" || !result.taken || long.has(code.toUpperCase())) known.push(result);
  }
  return known;
}

async function whoseIs(world: World, minting: OpenMinting, code: string): Promise<"ours" | "another's" | "not found"> {
  const found = await world.shop.findDiscountByCode(code);
  if (!found) return "not found";
  return found.discountId === minting.shopifyDiscountId ? "ours" : "another's";
}

const isOurs = async (world: World, minting: OpenMinting, code: string): Promise<boolean> =>
  (await whoseIs(world, minting, code)) === "ours";

/** The intent stands, but we never heard whether Shopify began. Its codes tell, one after the other once the first is there. */
async function findLost(world: World, minting: OpenMinting): Promise<AdvanceMintingOutcome> {
  const heldUntil = minting.createdAt.getTime() + INTENT_HELD_MS;
  if (!minting.problem && world.clock.now().getTime() < heldUntil) {
    await world.transaction(({ queue }) =>
      queue.add("minting.advance", { why: "an intent is held" }, { at: new Date(heldUntil), onceKey: `held ${minting.mintingId}` }),
    );
    return { outcome: "running" };
  }
  const [first, ...others] = minting.codes;
  const results: CodeResult[] = [];
  if (first !== undefined && (await isOurs(world, minting, first)))
    for (const code of [first, ...others]) if (await isOurs(world, minting, code)) results.push({ code, outcome: "live" });
  const problem = minting.problem ?? "the run that began it stopped";
  const told = await withLocales(world, minting, results);
  const settled = await settleMinting(world, minting, told, { end: "failed", problem: `The reply was lost: ${problem}` });
  return settled.settled ? { outcome: "minted", live: settled.live, refused: 0 } : { outcome: "running" };
}

/** Tries again after a pause that grows with every refusal in a row, so that a discount gone for good is not asked for ever. */
async function refused(world: World, minting: OpenMinting, problem: string): Promise<AdvanceMintingOutcome> {
  const { shopId } = world;
  const { discountId } = minting;
  const before = await world.transaction(async ({ db }) => {
    const done = await db.minting.findFirst({
      where: { shopId, discountId, state: "done" },
      orderBy: { createdAt: "desc" },
      select: { createdAt: true },
    });
    return db.minting.count({ where: { shopId, discountId, state: "failed", ...(done && { createdAt: { gt: done.createdAt } }) } });
  });
  const pausedUntil = new Date(world.clock.now().getTime() + pauseAfterRefusals(before + 1));
  await settleMinting(world, minting, NOTHING_TOLD, { end: "failed", problem, byShopify: true, pausedUntil });
  return { outcome: "failed", problem };
}

const lookAgain = (world: World) => ({ at: new Date(world.clock.now().getTime() + LOOK_AGAIN_MS), onceKey: MINTING_ONCE });
