/** The currency that the shop's programme is in: the store's own when it was made, whatever the store's is today. */
import type { World } from "~/ports/world";

/** Of the programme that is live, else of the latest; null: there was none. Joins the transaction at hand. */
export function readProgramCurrency(world: World): Promise<string | null> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const program = await db.program.findFirst({
      where: { shopId },
      orderBy: [{ state: "desc" }, { createdAt: "desc" }],
      select: { currency: true },
    });
    return program?.currency ?? null;
  });
}
