/**
 * Ends a minting with what is known of each of its codes, once, whoever comes first: a code Shopify confirmed is live, one it
 * refused is refused, and one nothing is known of waits to be minted anew. A code that was retired meanwhile stays so, and what
 * Shopify says of it holds all the same. Nobody is left without a code: for a refused share code the first free idea goes on its
 * way at once. Orders that used a code before we knew it was live wait for this.
 */
import type { CodeResult } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { readProgramVersion } from "../program/read-program-version.server";
import { askOrdersAgain } from "./ask-orders-again.server";
import { lockCodes } from "./lock-codes.server";
import { MINTING_ONCE, type OpenMinting } from "./minting";
import { readFreeIdeas } from "./read-free-ideas.server";
import { readStoreLocale } from "./read-locales.server";

/** What an ambassador's page says about a code Shopify would not take. */
export const REFUSED_REASON = "already used in the store for something else";
/** After so many refusals something else is wrong, and the owner must look. */
const MOST_REPLACEMENTS = 5;

export type Settled = { settled: boolean; live: number; refused: number };

/** What Shopify told of a minting's codes, and which language people read whose share code it refused, by ambassador. */
export type Told = { results: CodeResult[]; locales: Map<string, string> };
export const NOTHING_TOLD: Told = { results: [], locales: new Map() };

/**
 * Who is not among `told.locales` gets an idea in the store's language.
 *
 * `end` says how the minting is remembered. `settled: false`: another run had ended it. The next step is asked for at once, unless it
 * comes by itself. `pausedUntil`: nothing is added to this discount before then, and it is asked for then; what else waits goes on.
 * `byShopify`: it refused the whole, as `problem` says, which the owner reads.
 */
export async function settleMinting(
  world: World,
  minting: OpenMinting,
  { results, locales }: Told,
  {
    end,
    problem = null,
    pausedUntil = null,
    byShopify = false,
    comesByItself = false,
  }: { end: "done" | "failed"; problem?: string | null; pausedUntil?: Date | null; byShopify?: boolean; comesByItself?: boolean },
): Promise<Settled> {
  const live = results.filter(({ outcome }) => outcome === "live").map(({ code }) => code.toUpperCase());
  const refused = results.filter(({ outcome }) => outcome === "refused").map(({ code }) => code.toUpperCase());
  return world.transaction(async (tx) => {
    const { db, queue } = tx;
    const { shopId } = world;
    const { mintingId } = minting;
    const now = world.clock.now();
    await lockCodes(world, tx);
    const ended = await db.minting.updateMany({
      where: { shopId, mintingId, state: { in: ["intended", "running"] } },
      data: { state: end, problem, ...(end === "done" && { doneAt: now }) },
    });
    if (!ended.count) return { settled: false, live: 0, refused: 0 };

    const carried = { shopId, mintingId, state: "waiting" };
    if (minting.kind === "share") {
      const confirmed = { ...carried, code: { in: live } };
      await db.shareCode.updateMany({ where: { ...confirmed, liveAt: null }, data: { state: "live", liveAt: now } });
      // One that was put back works since it first did.
      await db.shareCode.updateMany({ where: confirmed, data: { state: "live" } });
      // Who left while Shopify was at it: whether the code was ever theirs is what their orders of before hang on.
      const retired = { shopId, mintingId, state: "retired", liveAt: null };
      await db.shareCode.updateMany({ where: { ...retired, code: { in: live } }, data: { liveAt: now } });
      const lost = await db.shareCode.findMany({
        where: { OR: [carried, retired], code: { in: refused } },
        select: { codeId: true, code: true, ambassadorId: true, liveAt: true },
      });
      for (const { codeId, code, ambassadorId, liveAt } of lost) {
        // One that worked before somebody removed it was theirs until now.
        const data = liveAt ? { state: "retired", retiresAt: now, retiredWhy: "changed", removedAt: now } : { state: "refused" };
        await db.shareCode.update({ where: { shopId_codeId: { shopId, codeId } }, data: { ...data, reason: REFUSED_REASON } });
        await replace(world, tx, { programId: minting.programId, ambassadorId, refused: code, locale: locales.get(ambassadorId) });
      }
      await db.shareCode.updateMany({ where: carried, data: { mintingId: null } });
      await askOrdersAgain(world, [...live, ...refused]);
    } else {
      await db.clickCode.updateMany({ where: { ...carried, code: { in: live } }, data: { state: "ready" } });
      await db.clickCode.updateMany({ where: { ...carried, code: { in: refused } }, data: { state: "refused" } });
    }
    const { discountId } = minting;
    if (end === "done" || pausedUntil)
      await db.discount.updateMany({
        where: { shopId, discountId },
        data: { pausedUntil, ...(end === "done" ? { problem: null } : byShopify && { problem }) },
      });
    if (pausedUntil)
      await queue.add("minting.advance", { why: "a pause is over" }, { at: pausedUntil, onceKey: `${MINTING_ONCE} ${discountId}` });
    if (!comesByItself) await queue.add("minting.advance", { why: "the minting before it ended" }, { onceKey: MINTING_ONCE });
    return { settled: true, live: live.length, refused: refused.length };
  });
}

type Refused = { programId: string; ambassadorId: string; refused: string; locale: string | undefined };

async function replace(world: World, { db, queue }: Tx, { programId, ambassadorId, refused, locale }: Refused): Promise<void> {
  const { shopId } = world;
  const ambassador = await db.ambassador.findUniqueOrThrow({
    where: { shopId_ambassadorId: { shopId, ambassadorId } },
    include: { shareCodes: { select: { state: true, retiresAt: true } } },
  });
  // An old code that will stop is nothing to stay with.
  const has = (...states: string[]) =>
    ambassador.shareCodes.filter(({ state, retiresAt }) => states.includes(state) && retiresAt === null).length;
  if (ambassador.state !== "active" || has("waiting", "live") > 0 || has("refused") > MOST_REPLACEMENTS) return;
  const { _max } = await db.programVersion.aggregate({ where: { shopId, programId }, _max: { version: true } });
  const program = await readProgramVersion(world, { programId, version: _max.version! });
  const { buyerId, name } = ambassador;
  const idea = { buyerId, name, offerBp: program!.offerBp, locale: locale ?? (await readStoreLocale(world)), most: 1 };
  const [code] = await readFreeIdeas(world, idea);
  const codeId = world.chance.uuid();
  await db.shareCode.create({
    data: {
      shopId,
      codeId,
      programId,
      ambassadorId,
      code,
      state: "waiting",
      reason: `instead of ${refused}`,
      createdAt: world.clock.now(),
    },
  });
  const letter = { kind: "code replaced" as const, cause: codeId, buyerId, about: { oldCode: refused } };
  await queue.add("letter.write", letter, { onceKey: `code ${codeId}` });
}
