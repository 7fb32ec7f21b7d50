/** Something happened that calls for a letter: it is written down once for its cause, and sent as soon as its person may be written to. */
import type { Jobs } from "~/ports/queue";
import type { World } from "~/ports/world";
import { isoDayIn } from "../ledger/period";
import { isTooLate } from "../letter/letter";
import { readMailSetting } from "../letter/read-mail-setting.server";

export type WriteLetterOutcome =
  | { outcome: "written"; letterId: string }
  /** For this cause one was written before. */
  | { outcome: "written before" }
  /** One of its kind is waiting for this person, and says what there is to say when it goes out. */
  | { outcome: "one waits already" }
  /** No buyer of this shop. */
  | { outcome: "nobody" };

export function writeLetter(world: World, { kind, cause, buyerId: asked, about = {} }: Jobs["letter.write"]): Promise<WriteLetterOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const buyer = await db.buyer.findUnique({
      where: { shopId_buyerId: { shopId, buyerId: asked } },
      select: { buyerId: true, mergedInto: true },
    });
    if (!buyer) return { outcome: "nobody" };
    // Whoever became another customer since it was asked for is written to as that one.
    const buyerId = buyer.mergedInto ?? buyer.buyerId;
    if (kind === "reward earned") {
      const { timeZone } = (await readMailSetting(world)).shop;
      const waits = await db.letter.findFirst({
        where: { shopId, buyerId, kind, state: "waiting" },
        orderBy: { createdAt: "desc" },
        select: { createdAt: true },
      });
      const age = { now: world.clock.now(), isoDay: (at: Date) => isoDayIn(at, timeZone) };
      if (waits && !isTooLate(kind, { writtenAt: waits.createdAt, ...age })) return { outcome: "one waits already" };
    }
    const letterId = world.chance.uuid();
    const now = world.clock.now();
    const { count } = await db.letter.createMany({
      data: [{ shopId, letterId, buyerId, kind, cause, about, state: "waiting", createdAt: now, dueAt: now }],
      skipDuplicates: true,
    });
    if (!count) return { outcome: "written before" };
    await queue.add("letter.send", { letterId }, { onceKey: letterId });
    return { outcome: "written", letterId };
  });
}
