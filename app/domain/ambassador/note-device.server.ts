/**
 * Remembers the internet connection an ambassador pressed something from, as a mark: a sign that is worth something only together
 * with others (see attribution.ts). The last few are kept, since people have a phone and a home.
 */
import type { World } from "~/ports/world";
import { deviceMarks, holdMarks, kindOf, type HeldMarks } from "../order/mark";

/** Marks, not connections: a change of keys makes two of each. */
const MOST_DEVICE_MARKS = 8;

/** @returns {outcome: "noted"}; "nothing new"; "no ambassador", also for one who has left */
export function noteDevice(
  world: World,
  { buyerId, networks }: { buyerId: string; networks: string[] },
): Promise<{ outcome: "noted" | "nothing new" | "no ambassador" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const [ambassador] = await db.$queryRaw<(HeldMarks & { id: string })[]>`
      SELECT ambassador_id::text AS id, marks, marks_since AS "marksSince" FROM ambassador WHERE shop_id = ${shopId} AND buyer_id = ${buyerId} AND state = 'active' FOR UPDATE`;
    if (!ambassador) return { outcome: "no ambassador" };
    const fresh = deviceMarks(world, networks).filter((mark) => !ambassador.marks.includes(mark));
    if (!fresh.length) return { outcome: "nothing new" };
    const devices = [...ambassador.marks.filter((mark) => kindOf(mark) === "device"), ...fresh].slice(-MOST_DEVICE_MARKS);
    const marks = [...ambassador.marks.filter((mark) => kindOf(mark) !== "device"), ...devices];
    const held = holdMarks(ambassador, marks, world.clock.now());
    await db.ambassador.update({ where: { shopId_ambassadorId: { shopId, ambassadorId: ambassador.id } }, data: held });
    return { outcome: "noted" };
  });
}
