/**
 * Whether a programme runs, held so for the rest of the transaction: whoever ends it, or lets it go on, does so before or after. What
 * was true before a call to Shopify need not be true after it.
 */
import type { World } from "~/ports/world";
import { invariant } from "../invariant";

/** Joins the transaction at hand; call it before anything of the programme's is written there. */
export function holdProgram(world: World, { programId }: { programId: string }): Promise<"live" | "ended"> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const [program] = await db.$queryRaw<{ state: "live" | "ended" }[]>`
      SELECT state FROM program WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid FOR SHARE`;
    invariant(program, "a programme that is asked for is there");
    return program.state;
  });
}
