/**
 * Two ambassadors became one person: one of them goes on, and the other's row only says as whom. Codes, clicks and what they told of
 * themselves are the survivor's from now on, the page's old address leads to the one page, and the higher tier stays. Who had left
 * keeps codes that no longer count.
 */
import type { Tx, World } from "~/ports/world";
import { joinMarks, type HeldMarks } from "../order/mark";
import type { Tier } from "./ambassador";
import { isHigher } from "./tier";

/** Joins the transaction at hand, in which nobody else decides or credits an order (mergeBuyers). Doing it twice is the same as once. */
export function mergeAmbassadors(world: World, { survivorId, mergedId }: { survivorId: string; mergedId: string }): Promise<void> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const read = (ambassadorId: string) => db.ambassador.findUniqueOrThrow({ where: { shopId_ambassadorId: { shopId, ambassadorId } } });
    const [survivor, merged] = [await read(survivorId), await read(mergedId)];
    if (merged.state === "merged") return;
    await endLetters(world, db, mergedId);
    await keepTiers(world, db, survivorId, mergedId);
    if (merged.state === "active") {
      await db.shareCode.updateMany({ where: { shopId, ambassadorId: mergedId }, data: { ambassadorId: survivorId } });
      await db.click.updateMany({ where: { shopId, ambassadorId: mergedId }, data: { ambassadorId: survivorId } });
    }
    await keepProfile(db, shopId, survivorId, mergedId);
    // Both's, until the one customer's are read: what was sent to either's home was sent to theirs.
    await db.ambassador.update({
      where: { shopId_ambassadorId: { shopId, ambassadorId: survivorId } },
      data: joinMarks(survivor as HeldMarks, merged as HeldMarks),
    });
    await db.ambassador.updateMany({ where: { shopId, mergedInto: mergedId }, data: { mergedInto: survivorId } });
    await db.ambassador.update({
      where: { shopId_ambassadorId: { shopId, ambassadorId: mergedId } },
      data: { state: "merged", mergedInto: survivorId, pausedAt: null, words: null, favourites: [], marks: [], marksSince: {} },
    });
  });
}

/** Worded as things stand when they go, the letters that wait for the merged one would say of the survivor what theirs say already. */
async function endLetters(world: World, db: Tx["db"], mergedId: string): Promise<void> {
  const { shopId } = world;
  const codes = await db.shareCode.findMany({ where: { shopId, ambassadorId: mergedId }, select: { codeId: true } });
  await db.letter.updateMany({
    where: {
      ...{ shopId, state: "waiting" },
      // What a letter is about begins with whose it is, or is one of their codes (writeLetter's callers).
      OR: [
        { kind: { not: "reminder" }, cause: { startsWith: mergedId } },
        { kind: "code replaced", cause: { in: codes.map(({ codeId }) => codeId) } },
      ],
    },
    data: { state: "not sent", reason: "no longer true", settledAt: world.clock.now() },
  });
}

/** Whoever of them is further up in a programme; one they are not in together is joined. */
async function keepTiers(world: World, db: Tx["db"], survivorId: string, mergedId: string): Promise<void> {
  const { shopId } = world;
  for (const theirs of await db.membership.findMany({ where: { shopId, ambassadorId: mergedId } })) {
    const where = { shopId, programId: theirs.programId, ambassadorId: survivorId };
    const own = await db.membership.findUnique({ where: { shopId_programId_ambassadorId: where } });
    if (!own) await db.membership.create({ data: { ...theirs, ambassadorId: survivorId, tier: "friend" } });
    const [from, to] = [(own?.tier ?? "friend") as Tier, theirs.tier as Tier];
    if (!isHigher(to, from)) continue;
    await db.membership.update({ where: { shopId_programId_ambassadorId: where }, data: { tier: to } });
    const last = await db.tierChange.findFirst({ where: { ...where, ambassadorId: mergedId }, orderBy: { sequence: "desc" } });
    const sequence = (await db.tierChange.count({ where })) + 1;
    await db.tierChange.create({
      data: {
        ...where,
        ...{ sequence, fromTier: from, toTier: to, reason: "merged" },
        ...{ goodReferrals: last?.goodReferrals ?? 0, happenedAt: world.clock.now() },
      },
    });
  }
}

/** What the survivor told stands; where they told nothing, what the other did. */
async function keepProfile(db: Tx["db"], shopId: string, survivorId: string, mergedId: string): Promise<void> {
  const told = await db.profile.findUnique({
    where: { shopId_ambassadorId: { shopId, ambassadorId: mergedId } },
    include: { handles: true },
  });
  if (!told) return;
  const { handles, ...profile } = told;
  const own = await db.profile.count({ where: { shopId, ambassadorId: survivorId } });
  if (!own) {
    await db.profile.create({ data: { ...profile, ambassadorId: survivorId } });
    await db.profileHandle.createMany({ data: handles.map((handle) => ({ ...handle, ambassadorId: survivorId })) });
  }
  await db.profileHandle.deleteMany({ where: { shopId, ambassadorId: mergedId } });
  await db.profile.deleteMany({ where: { shopId, ambassadorId: mergedId } });
}
