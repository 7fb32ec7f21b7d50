/**
 * Whether an ambassador may have a code. One that is theirs is never called taken: what they share stays, an old one that still works
 * may be what they share again, and one that has ended or leaked doesn't come back: the store's checkout takes it no more.
 */
import type { World } from "~/ports/world";
import { checkCode, type CheckCodeOutcome } from "./check-code.server";
import { normaliseCode } from "./code";
import { readFreeIdeas } from "./read-free-ideas.server";

export type CheckOwnCodeOutcome =
  | CheckCodeOutcome
  /** They share it now. */
  | { outcome: "unchanged"; code: string }
  /** Theirs before, and it works still. */
  | { outcome: "old code"; code: string; codeId: string }
  /** Theirs before. */
  | { outcome: "code ended"; code: string; ideas: string[] };

export type Chooser = {
  ambassadorId: string;
  /** The programme they choose it in. */
  programId: string;
  buyerId: string;
  name: string;
  offerBp: number;
  /** Of who will say it. */
  locale?: string;
};

/** Joins the transaction at hand. It only looks; what may be had now may not a moment later. Outcomes: see CheckOwnCodeOutcome. */
export function checkOwnCode(world: World, { typed, ...who }: { typed: string } & Chooser): Promise<CheckOwnCodeOutcome> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }): Promise<CheckOwnCodeOutcome> => {
    const code = normaliseCode(typed);
    const theirs = await db.shareCode.findFirst({
      // What the store's checkout didn't take never was.
      where: { shopId, code, ambassadorId: who.ambassadorId, state: { not: "refused" } },
      select: { codeId: true, programId: true, state: true, retiresAt: true, retiredWhy: true },
    });
    if (!theirs) return checkCode(world, { typed, ...who });
    const { codeId, programId, state, retiresAt, retiredWhy } = theirs;
    if (programId === who.programId && state !== "retired") {
      if (retiresAt === null) return { outcome: "unchanged", code };
      if (retiresAt > clock.now() && retiredWhy === "changed") return { outcome: "old code", code, codeId };
    }
    return { outcome: "code ended", code, ideas: await readFreeIdeas(world, who) };
  });
}
