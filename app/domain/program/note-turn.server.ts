/**
 * Keeps that a programme runs from now on, or does not. These turns only grow: an order is decided by how things stood when it was
 * placed, however late it is heard of and however often it is decided anew.
 */
import type { World } from "~/ports/world";

/** Joins the transaction at hand; call it with the programme's row or name locked. @returns 1; 0 where there is no such programme */
export function noteTurn(
  world: World,
  { programId, state, turnedBy }: { programId: string; state: "live" | "ended"; turnedBy: string },
): Promise<number> {
  const { shopId } = world;
  return world.transaction(
    ({ db }) => db.$executeRaw`
      INSERT INTO program_turn (shop_id, program_id, sequence, state, since, turned_by)
      SELECT p.shop_id, p.program_id, 1 + coalesce((SELECT max(sequence) FROM program_turn t WHERE t.shop_id = p.shop_id AND t.program_id = p.program_id), 0),
        ${state}, ${world.clock.now()}, ${turnedBy}
      FROM program p WHERE p.shop_id = ${shopId} AND p.program_id = ${programId}::uuid`,
  );
}
