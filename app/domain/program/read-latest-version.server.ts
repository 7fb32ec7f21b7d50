/** A programme with its latest settings, live or ended: who is in an ended one still has what is theirs, under these. */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import type { ProgramVersion } from "./program";
import { readWithLatest } from "./read-with-latest.server";

export type LatestVersion = ProgramVersion & { state: "live" | "ended" };

/** null when there is no such programme. */
export async function readLatestVersion(world: World, { programId }: { programId: string }): Promise<LatestVersion | null> {
  const { shopId } = world;
  const found = await world.transaction(({ db }) =>
    readWithLatest(db, Prisma.sql`p.shop_id = ${shopId} AND p.program_id = ${programId}::uuid`),
  );
  return found && { ...found, state: found.state as LatestVersion["state"] };
}
