/** From when on a person may be written to: not in their night, not beyond the weekly limit, and not while the store has no address. */
import type { World } from "~/ports/world";
import { isoDayIn } from "../ledger/period";
import { HELD_BY_LIMIT, isHeldByLimit, isTooLate, LETTER_KINDS, type LetterKind } from "../letter/letter";
import { nextWakingMoment } from "../letter/quiet-hours";
import { MOST_A_WEEK } from "../letter/mail-setting";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { ADDRESS_AGAIN_MS, turnAt, WEEK_MS, type WaitingLetter } from "./delivery";

/** Who has more letters waiting is written to for years. */
const MOST_AHEAD = 100;

type Waits = Pick<WaitingLetter, "letterId" | "buyerId" | "kind" | "createdAt">;

/** Joins the transaction at hand. Now, when they may be written to at once. */
export function readFreeMoment(world: World, letter: Waits): Promise<Date> {
  const { shopId, clock } = world;
  const { buyerId, kind } = letter;
  return world.transaction(async ({ db }) => {
    const now = clock.now();
    const { setting, look, shop } = await readMailSetting(world);
    if (!look.postalAddress) return new Date(now.getTime() + ADDRESS_AGAIN_MS);
    const from = isHeldByLimit(kind)
      ? turnAt({ now, mostPerWeek: setting.mostPerWeek, ...(await readTurns(world, letter, shop.timeZone)) })
      : now;
    const where = { shopId_buyerId: { shopId, buyerId } };
    const buyer = await db.buyer.findUnique({ where, select: { countryCode: true, province: true } });
    return nextWakingMoment(from, buyer ?? { countryCode: null, province: null }, shop.timeZone, setting);
  });
}

/** What was sent to them in seven days, and how many of theirs wait that were written before this one. */
function readTurns(world: World, { letterId, buyerId, createdAt }: Waits, timeZone: string): Promise<{ sentAt: Date[]; ahead: number }> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }) => {
    const latest = await db.contact.findMany({
      where: {
        ...{ shopId, buyerId, channel: "e-mail", kind: { in: [...LETTER_KINDS] } },
        state: { in: ["intended", "sent", "needs review"] },
        happenedAt: { gt: new Date(clock.now().getTime() - WEEK_MS) },
      },
      orderBy: { happenedAt: "desc" },
      take: MOST_A_WEEK,
      select: { happenedAt: true },
    });
    const before = await db.letter.findMany({
      where: {
        ...{ shopId, buyerId, state: "waiting", kind: { in: [...HELD_BY_LIMIT] } },
        OR: [{ createdAt: { lt: createdAt } }, { createdAt, letterId: { lt: letterId } }],
      },
      orderBy: { createdAt: "desc" },
      take: MOST_AHEAD,
      select: { kind: true, createdAt: true },
    });
    // One that is too old is not sent any more, and holds nobody up.
    const age = { now: clock.now(), isoDay: (at: Date) => isoDayIn(at, timeZone) };
    const ahead = before.filter((one) => !isTooLate(one.kind as LetterKind, { writtenAt: one.createdAt, ...age })).length;
    return { sentAt: latest.map(({ happenedAt }) => happenedAt), ahead };
  });
}
