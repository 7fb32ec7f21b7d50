/**
 * An owner's word on a letter that may or may not have arrived: it did, or it did not and goes out again, worded as things stand then,
 * unless it has become too old to say anything true.
 */
import type { World } from "~/ports/world";
import { holdBuyer } from "../buyer/hold-buyer.server";
import { isoDayIn } from "../ledger/period";
import { isTooLate, type LetterKind } from "../letter/letter";
import { readMailSetting } from "../letter/read-mail-setting.server";

export type SettleLetterOutcome = { outcome: "arrived" | "sent again" | "too late" | "settled before" };

export function settleLetter(world: World, { letterId, arrived }: { letterId: string; arrived: boolean }): Promise<SettleLetterOutcome> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db, queue }): Promise<SettleLetterOutcome> => {
    const now = clock.now();
    const letter = await db.letter.findUnique({ where: { shopId_letterId: { shopId, letterId } } });
    if (letter?.state !== "needs review") return { outcome: "settled before" };
    await holdBuyer(db, shopId, letter.buyerId);
    const { timeZone } = (await readMailSetting(world)).shop;
    const age = { writtenAt: letter.createdAt, now, isoDay: (at: Date) => isoDayIn(at, timeZone) };
    const tooLate = !arrived && isTooLate(letter.kind as LetterKind, age);
    const data = arrived
      ? { state: "sent", reason: null, settledAt: now }
      : tooLate
        ? { state: "not sent", reason: "came too late", settledAt: now }
        : { state: "waiting", reason: null, settledAt: null, dueAt: now };
    const { count } = await db.letter.updateMany({ where: { shopId, letterId, state: "needs review" }, data });
    if (!count) return { outcome: "settled before" };
    await db.contact.updateMany({
      where: { shopId, contactId: letterId },
      data: arrived ? { state: "sent", detail: null } : { state: "failed", detail: "the owner says that it did not arrive" },
    });
    if (arrived) return { outcome: "arrived" };
    if (tooLate) return { outcome: "too late" };
    await queue.add("letter.send", { letterId }, { onceKey: `${letterId} again ${now.toISOString()}` });
    return { outcome: "sent again" };
  });
}
