/** Asks again for every answer that is still owed, so that no request of a person rests because its job was tried in vain. */
import type { World } from "~/ports/world";
import type { PrivacyState } from "./privacy";

/** Returns how many are owed. One whose job still waits gets no second one. */
export function resumePrivacyRequests(world: World, _: { why: string }): Promise<{ owed: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const owed = await db.privacyRequest.findMany({
      where: { shopId, state: { not: "done" satisfies PrivacyState } },
      orderBy: { askedAt: "asc" },
      select: { requestId: true },
    });
    await queue.addMany("privacy.answer", owed, { onceKey: ({ requestId }) => requestId });
    return { owed: owed.length };
  });
}
