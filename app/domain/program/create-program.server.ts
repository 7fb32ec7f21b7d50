/**
 * A shop's first programme: with the defaults as version 1, and two discounts meant for Shopify, one for all share
 * codes and one for all single-use click codes. Installing twice, or twice at once, makes one programme.
 */
import type { World } from "~/ports/world";
import { noteTurn } from "./note-turn.server";
import { defaultSettings, PROGRAM_NAME } from "./program";
import { unguessableCode } from "./unguessable-code";

const LEAD_CODE_CHARACTERS = 20;

/** @returns {outcome: "created"} or, when the shop has a programme already, live or ended, {outcome: "exists"}; both with its id. */
export async function createProgram(
  world: World,
  { currency, savedBy }: { currency: string; savedBy: string },
): Promise<{ outcome: "created" | "exists"; programId: string }> {
  return world.transaction(async ({ db, queue }) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`create program ${world.shopId}`}, 0))`;
    const { shopId, clock, chance } = world;
    // One that its owner has ended is let go on by them alone (resumeProgram).
    const there = await db.program.findFirst({
      where: { shopId },
      orderBy: [{ state: "desc" }, { createdAt: "desc" }],
      select: { programId: true },
    });
    if (there) return { outcome: "exists", programId: there.programId };

    const [programId, now] = [chance.uuid(), clock.now()];
    const settings = defaultSettings(currency);
    await db.program.create({ data: { shopId, programId, name: PROGRAM_NAME, state: "live", currency, createdAt: now } });
    await db.programVersion.create({ data: { shopId, programId, version: 1, ...settings, savedAt: now, savedBy } });
    await noteTurn(world, { programId, state: "live", turnedBy: savedBy });
    for (const kind of ["share", "click"]) {
      const discountId = chance.uuid();
      const leadCode = `LEAD-${unguessableCode(chance, LEAD_CODE_CHARACTERS)}`;
      await db.discount.create({
        data: { shopId, discountId, programId, kind, offerBp: settings.offerBp, leadCode, state: "intended", createdAt: now },
      });
      await queue.add("discount.publish", { discountId }, { onceKey: discountId });
    }
    return { outcome: "created", programId };
  });
}
