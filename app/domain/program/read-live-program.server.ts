/** Reads the shop's live programme with the settings in force: those of its latest version. */
import type { World } from "~/ports/world";
import type { LiveProgram } from "./program";

/** null before the app was installed, or when the programme has ended. */
export async function readLiveProgram(world: World): Promise<LiveProgram | null> {
  const program = await world.transaction(({ db }) =>
    db.program.findFirst({
      where: { shopId: world.shopId, state: "live" },
      orderBy: { createdAt: "asc" },
      include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    }),
  );
  if (!program) return null;
  const { shopId: _shopId, savedAt: _savedAt, savedBy: _savedBy, ...settings } = program.versions[0];
  return { ...settings, name: program.name, currency: program.currency };
}
