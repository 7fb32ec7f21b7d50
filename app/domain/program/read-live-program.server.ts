/** Reads the shop's live programme with the settings in force: those of its latest version. */
import type { World } from "~/ports/world";
import type { LiveProgram } from "./program";
import { settingsOfRow } from "./settings-of-row";

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
  const { name, currency, versions } = program;
  return { ...settingsOfRow(versions[0]), name, currency };
}
