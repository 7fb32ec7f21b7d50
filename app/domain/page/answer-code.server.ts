/**
 * The answer to a code that is being typed, for whoever may choose one: the holder of an open invitation, or an ambassador. To
 * everybody else it says nothing, so that nobody can ask it which codes there are.
 */
import type { World } from "~/ports/world";
import { checkCode } from "../code/check-code.server";
import { checkOwnCode, type CheckOwnCodeOutcome } from "../code/check-own-code.server";
import { readInvitationByToken } from "../invitation/read-invitation-by-token.server";
import { readLiveProgram } from "../program/read-live-program.server";

type Chooser = { token: string; signedInBuyerId: string | null } | { buyerId: string };

/** It only looks. Outcomes: as of checkOwnCode; "nobody to choose". */
export function answerCode(
  world: World,
  { chooser, typed, name, locale }: { chooser: Chooser; typed: string; name: string; locale?: string },
): Promise<CheckOwnCodeOutcome | { outcome: "nobody to choose" }> {
  return world.transaction(async ({ db }) => {
    const nobody = { outcome: "nobody to choose" } as const;
    const program = await readLiveProgram(world);
    if (!program) return nobody;
    const { offerBp, programId } = program;
    if ("buyerId" in chooser) {
      const { buyerId } = chooser;
      const ambassador = await db.ambassador.findFirst({
        where: { shopId: world.shopId, buyerId, state: "active" },
        select: { ambassadorId: true, name: true },
      });
      return ambassador ? checkOwnCode(world, { typed, ...ambassador, programId, buyerId, offerBp, locale }) : nobody;
    }
    const invitation = await readInvitationByToken(world, chooser);
    if (invitation.outcome !== "open" || invitation.programId !== programId) return nobody;
    const { buyerId } = invitation;
    if (chooser.signedInBuyerId && chooser.signedInBuyerId !== buyerId) return nobody;
    return checkCode(world, { typed, buyerId, name: name || (invitation.firstName ?? ""), offerBp, locale });
  });
}
