/** Reads the shop's live programme with the settings in force: those of its latest version. */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import type { LiveProgram } from "./program";
import { readWithLatest } from "./read-with-latest.server";

/** null before the app was installed, or when the programme has ended. */
export async function readLiveProgram(world: World): Promise<LiveProgram | null> {
  const { shopId } = world;
  const found = await world.transaction(({ db }) =>
    readWithLatest(db, Prisma.sql`p.shop_id = ${shopId} AND p.state = 'live' ORDER BY p.created_at`),
  );
  if (!found) return null;
  const { state: _live, ...program } = found;
  return program;
}
