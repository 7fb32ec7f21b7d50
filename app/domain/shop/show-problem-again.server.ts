/** Takes back an owner's word that they have seen to something: it is told again for as long as it is found. */
import type { World } from "~/ports/world";

/** Outcomes: "shown again"; "unknown", nobody said so, or it was gone meanwhile. */
export function showProblemAgain(
  world: World,
  { kind, about }: { kind: string; about: string },
): Promise<{ outcome: "shown again" | "unknown" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const { count } = await db.seenProblem.deleteMany({ where: { shopId, kind, about } });
    return { outcome: count ? "shown again" : "unknown" };
  });
}
