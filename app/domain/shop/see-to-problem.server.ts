/**
 * An owner's word that they have seen to what a comparison found, where no button of ours ends it: it is not told again until it changes,
 * or is gone and comes back. Kept with who said so, when, and what was found.
 */
import type { World } from "~/ports/world";
import { maySeeTo } from "./reconciliation";
import { readFound } from "./read-found.server";

/** Outcomes: "seen to"; "unknown", the last whole comparison found no such thing, or a button of ours ends it. */
export function seeToProblem(
  world: World,
  { kind, about, seenBy }: { kind: string; about: string; seenBy: string },
): Promise<{ outcome: "seen to" | "unknown" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const { found } = await readFound(db, shopId);
    const said = found.find((one) => one.kind === kind && one.about === about);
    if (!said || !maySeeTo(kind)) return { outcome: "unknown" };
    const data = { said, seenAt: world.clock.now(), seenBy };
    await db.seenProblem.upsert({
      where: { shopId_kind_about: { shopId, kind, about } },
      create: { shopId, kind, about, ...data },
      update: data,
    });
    return { outcome: "seen to" };
  });
}
