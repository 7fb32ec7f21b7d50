/** A programme with its latest settings, live or ended: who is in an ended one still has what is theirs, under these. */
import type { World } from "~/ports/world";
import type { ProgramVersion } from "./program";
import { settingsOfRow } from "./settings-of-row";

export type LatestVersion = ProgramVersion & { state: "live" | "ended" };

/** null when there is no such programme. */
export async function readLatestVersion(world: World, { programId }: { programId: string }): Promise<LatestVersion | null> {
  const program = await world.transaction(({ db }) =>
    db.program.findUnique({
      where: { shopId_programId: { shopId: world.shopId, programId } },
      include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    }),
  );
  if (!program) return null;
  const { name, currency, state, versions } = program;
  return { ...settingsOfRow(versions[0]), name, currency, state: state as LatestVersion["state"] };
}
