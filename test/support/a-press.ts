/** A press of the invite button as it stands in the books, with whom the lots invited and whom they held out. */
import { DAY_MS, type TestWorld } from "./world";

/** `daysAgo`; people by buyer id, one after the other in the deciles. Returns the press's id. */
export async function aPress(
  { world, shopId, clock }: Pick<TestWorld, "world" | "shopId" | "clock">,
  daysAgo: number,
  { programId, invited, heldOut }: { programId: string; invited: string[]; heldOut: string[] },
): Promise<string> {
  const [pressId, pressedAt] = [world.chance.uuid(), new Date(clock.now().getTime() - daysAgo * DAY_MS)];
  await world.transaction(async ({ db }) => {
    const press = { shopId, pressId, programId };
    const seed = "1".repeat(32);
    const counts = { candidates: invited.length + heldOut.length, invited: invited.length, heldOut: heldOut.length };
    await db.invitePress.create({ data: { ...press, ...counts, programVersion: 1, seed, leftOut: {}, pressedAt, pressedBy: "test" } });
    const dueAt = new Date(pressedAt.getTime() + 180 * DAY_MS);
    await db.holdOut.createMany({
      data: heldOut.map((buyerId, at) => ({ ...press, buyerId, decile: (at % 10) + 1, drawnAt: pressedAt, dueAt })),
    });
    const invitation = { ...press, state: "sent", createdAt: pressedAt };
    await db.invitation.createMany({
      data: invited.map((buyerId, at) => ({ ...invitation, invitationId: world.chance.uuid(), buyerId, decile: (at % 10) + 1 })),
    });
  });
  return pressId;
}
