/**
 * A new share code in place of the one an ambassador has: because they want another, because theirs has leaked, or because the owner
 * ended it. The page's address stays; only the code changes. The new one is on its way to Shopify at once; the old one works for as long
 * as is said, and is then retired. Until then one they changed themselves may be made the one they share again.
 */
import type { World } from "~/ports/world";
import { readLiveProgram } from "../program/read-live-program.server";
import { type CodeRefusal } from "./check-code.server";
import { checkOwnCode, type CheckOwnCodeOutcome, type Chooser } from "./check-own-code.server";
import { lockCodes } from "./lock-codes.server";
import { MINTING_ONCE } from "./minting";
import { readFreeIdeas } from "./read-free-ideas.server";
import { retireShareCode } from "./retire-share-code.server";

/** How long friends who have the old code may still use it, when an ambassador chooses another. */
export const OLD_CODE_KEPT_DAYS = 30;
/** So many old codes may still be working when an ambassador asks for yet another: what is said aloud should last. */
export const MOST_OLD_CODES = 3;

export type ReplaceShareCodeInput = {
  ambassadorId: string;
  /** As typed; null: the best free idea. */
  code: string | null;
  /** How many days the old one still works; 0: it ends now. */
  keepDays: number;
  why: "changed" | "leaked" | "ended";
  /** The one it stands for, as it is kept; left out: every code they share now. Who became one with another shares two. */
  instead?: string;
  /** Of who will say it. */
  locale?: string;
};

export type ReplaceShareCodeOutcome =
  /**
   * `codeId`: the new code's; "taken back": it is an old one of theirs. `replaced`: what it stands for now; `oldUntil`: when that stops,
   * null where there was none.
   */
  | { outcome: "replaced" | "taken back"; codeId: string; code: string; replaced: string[]; oldUntil: Date | null; buyerId: string }
  | CodeRefusal
  /** It was theirs and has ended: such a one doesn't come back. */
  | Extract<CheckOwnCodeOutcome, { outcome: "code ended" }>
  /** It is theirs already. */
  | { outcome: "unchanged"; code: string }
  /** So many old ones still work; from this moment on they may ask again. */
  | { outcome: "changed often"; againAt: Date }
  /** Unknown, or they have left, or the programme has ended. */
  | { outcome: "not a member" };

/** What is refused leaves everything as it was. Outcomes: see ReplaceShareCodeOutcome. */
export function replaceShareCode(world: World, input: ReplaceShareCodeInput): Promise<ReplaceShareCodeOutcome> {
  const { shopId } = world;
  const { ambassadorId, keepDays, why } = input;
  return world.transaction(async (tx): Promise<ReplaceShareCodeOutcome> => {
    const { db, queue } = tx;
    await lockCodes(world, tx);
    const now = world.clock.now();
    const program = await readLiveProgram(world);
    const ambassador = await db.ambassador.findFirst({
      where: { shopId, ambassadorId, state: "active", memberships: { some: { programId: program?.programId, leftAt: null } } },
      select: {
        buyerId: true,
        name: true,
        shareCodes: {
          where: { programId: program?.programId, state: { in: ["waiting", "live"] } },
          orderBy: [{ createdAt: "desc" }, { code: "asc" }],
          select: { codeId: true, code: true, retiresAt: true },
        },
      },
    });
    if (!program || !ambassador) return { outcome: "not a member" };
    const { buyerId, name, shareCodes } = ambassador;
    const shared = shareCodes.filter(({ retiresAt }) => retiresAt === null);
    const current = input.instead === undefined ? shared : shared.filter(({ code }) => code === input.instead);
    const { programId, offerBp } = program;
    const who = { ambassadorId, programId, buyerId, name, offerBp, locale: input.locale };
    const wanted = await choose(world, { typed: input.code, ...who });
    if (wanted.outcome !== "free" && wanted.outcome !== "old code") return wanted;
    const back = wanted.outcome === "old code";
    const old = shareCodes.flatMap(({ retiresAt }) => (retiresAt && retiresAt > now ? [retiresAt] : []));
    // One that is taken back makes room for the one it stands for now.
    if (why === "changed" && !back && old.length >= MOST_OLD_CODES)
      return { outcome: "changed often", againAt: new Date(Math.min(...old.map((one) => one.getTime()))) };

    const { code } = wanted;
    const codeId = back ? wanted.codeId : world.chance.uuid();
    const stays = { retiresAt: null, retiredWhy: null, replacedBy: null };
    if (back) await db.shareCode.update({ where: { shopId_codeId: { shopId, codeId } }, data: stays });
    else await db.shareCode.create({ data: { shopId, codeId, programId, ambassadorId, code, state: "waiting", createdAt: now } });
    const oldUntil = new Date(now.getTime() + keepDays * DAY_MS);
    for (const one of current) await retireShareCode(world, { codeId: one.codeId, at: oldUntil, why, replacedBy: codeId });
    const replaced = current.map((one) => one.code);
    await db.contact.create({
      data: {
        ...{ shopId, contactId: world.chance.uuid(), buyerId, kind: "code replaced", channel: "storefront", state: "recorded" },
        about: `${code} in place of ${replaced.join(", ") || "none"}`,
        happenedAt: now,
      },
    });
    // Who chose another themselves knows.
    if (why !== "changed") {
      const letter = { kind: "code replaced" as const, cause: codeId, buyerId, about: { oldCode: replaced[0] ?? "" } };
      await queue.add("letter.write", letter, { onceKey: `code ${codeId}` });
    }
    await queue.add("minting.advance", { why: "a code was replaced" }, { onceKey: MINTING_ONCE });
    const oldEnds = current.length ? oldUntil : null;
    return { outcome: back ? "taken back" : "replaced", codeId, code, replaced, oldUntil: oldEnds, buyerId };
  });
}

const DAY_MS = 86_400_000;

async function choose(world: World, { typed, ...who }: { typed: string | null } & Chooser): Promise<CheckOwnCodeOutcome> {
  if (typed !== null) return checkOwnCode(world, { typed, ...who });
  const [code] = await readFreeIdeas(world, { ...who, most: 1 });
  return { outcome: "free", code };
}
