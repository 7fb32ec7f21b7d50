/**
 * Chooses what is minted next and writes the intent: waiting share codes first, since people wait for them, then the
 * pool. A discount that takes none at the moment keeps nothing of another's waiting. Nothing begins while another minting of the shop is
 * open.
 */
import { Prisma } from "@prisma/client";
import type { Tx, World } from "~/ports/world";
import { unguessableCode } from "../program/unguessable-code";
import { lockMintings } from "./lock-codes.server";
import { CLICK_CODE_CHARACTERS, liveDiscounts, MOST_PER_MINTING, POOL_WORTH_FILLING, poolWanted, type OpenMinting } from "./minting";
import { readPools, type Pool } from "./read-pools.server";

/** A live discount of a live programme, as far as minting cares. */
type Target = { program_id: string; discount_id: string; shopify_id: string };

/** null when there is nothing to mint, or a minting is open. */
export async function beginMinting(world: World): Promise<OpenMinting | null> {
  return world.transaction(async (tx) => {
    const { shopId } = world;
    await lockMintings(world, tx);
    if (await tx.db.minting.findFirst({ where: { shopId, state: { in: ["intended", "running"] } }, select: { mintingId: true } }))
      return null;
    return (await beginShareCodes(world, tx)) ?? (await beginPool(world, tx));
  });
}

async function beginShareCodes(world: World, { db }: Tx): Promise<OpenMinting | null> {
  const { shopId } = world;
  const [target] = await db.$queryRaw<Target[]>(Prisma.sql`
    SELECT d.program_id, d.discount_id, d.shopify_id FROM share_code s ${Prisma.raw(liveDiscounts("share", "s"))}
    WHERE s.shop_id = ${shopId} AND s.state = 'waiting' AND s.minting_id IS NULL AND (s.retires_at IS NULL OR s.retires_at > ${world.clock.now()})
      AND (d.paused_until IS NULL OR d.paused_until <= ${world.clock.now()}) ORDER BY s.created_at LIMIT 1`);
  if (!target) return null;
  const waiting = await db.shareCode.findMany({
    where: {
      shopId,
      programId: target.program_id,
      state: "waiting",
      mintingId: null,
      OR: [{ retiresAt: null }, { retiresAt: { gt: world.clock.now() } }],
    },
    orderBy: [{ createdAt: "asc" }, { code: "asc" }],
    take: MOST_PER_MINTING,
    select: { codeId: true, code: true },
  });
  const minting = await intend(
    world,
    db,
    target,
    "share",
    waiting.map(({ code }) => code),
  );
  await db.shareCode.updateMany({
    where: { shopId, codeId: { in: waiting.map(({ codeId }) => codeId) } },
    data: { mintingId: minting.mintingId },
  });
  return minting;
}

async function beginPool(world: World, { db }: Tx): Promise<OpenMinting | null> {
  const { shopId } = world;
  const missing = ({ ready, pressedLastHour }: Pool) => poolWanted(pressedLastHour) - ready;
  const pool = (await readPools(world)).find((one) => missing(one) >= POOL_WORTH_FILLING);
  if (!pool) return null;
  const target = { program_id: pool.programId, discount_id: pool.discountId, shopify_id: pool.shopifyId };
  const wanted = Math.min(missing(pool), MOST_PER_MINTING);
  // What an earlier minting could not bring to an end is minted anew before anything is made up.
  const left = await db.clickCode.findMany({
    where: { shopId, programId: target.program_id, state: "waiting" },
    orderBy: { code: "asc" },
    take: wanted,
    select: { code: true },
  });
  const anew = left.map(({ code }) => code);
  const fresh = Array.from({ length: wanted - anew.length }, () => unguessableCode(world.chance, CLICK_CODE_CHARACTERS));
  const minting = await intend(world, db, target, "click", [...anew, ...fresh]);
  const { mintingId } = minting;
  await db.clickCode.updateMany({ where: { shopId, code: { in: anew } }, data: { mintingId } });
  await db.clickCode.createMany({
    data: fresh.map((code) => ({ shopId, code, programId: target.program_id, state: "waiting", mintingId })),
  });
  return minting;
}

async function intend(world: World, db: Tx["db"], target: Target, kind: OpenMinting["kind"], codes: string[]): Promise<OpenMinting> {
  const { shopId } = world;
  const [mintingId, createdAt] = [world.chance.uuid(), world.clock.now()];
  const { program_id: programId, discount_id: discountId, shopify_id: shopifyDiscountId } = target;
  await db.minting.create({ data: { shopId, mintingId, programId, discountId, state: "intended", codes: codes.length, createdAt } });
  return {
    mintingId,
    programId,
    discountId,
    shopifyDiscountId,
    kind,
    state: "intended",
    additionId: null,
    codes,
    problem: null,
    createdAt,
  };
}
