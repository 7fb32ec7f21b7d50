/**
 * One at a time per shop chooses a code or a page's address: what was free when looked at is still free when written. And one begins an
 * addition of codes, so that no second one begins beside it. Who needs both locks the additions first.
 */
import type { Tx, World } from "~/ports/world";

/** Held until the transaction ends. */
export async function lockCodes(world: World, { db }: Tx): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`codes ${world.shopId}`}, 0))`;
}

/** Held until the transaction ends. */
export async function lockMintings(world: World, { db }: Tx): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`minting ${world.shopId}`}, 0))`;
}
