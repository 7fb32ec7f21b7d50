/** Reads the settings a decision named, exactly as they were. */
import type { World } from "~/ports/world";
import type { ProgramVersion } from "./program";
import { settingsOfRow } from "./settings-of-row";

/** null when there is no such version. */
export async function readProgramVersion(
  world: World,
  { programId, version }: { programId: string; version: number },
): Promise<ProgramVersion | null> {
  const row = await world.transaction(({ db }) =>
    db.programVersion.findUnique({
      where: { shopId_programId_version: { shopId: world.shopId, programId, version } },
      include: { program: { select: { name: true, currency: true } } },
    }),
  );
  if (!row) return null;
  const { program, ...stored } = row;
  return { ...settingsOfRow(stored), ...program };
}
