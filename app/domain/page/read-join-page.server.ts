/**
 * What the invited person sees: what their friends get, what they get, what we ask, and a code already filled in. It only
 * looks: a scanner that opens every link changes nothing. How likely a code is to be free is said when it is chosen.
 */
import type { World } from "~/ports/world";
import { suggestCodes } from "../code/code";
import { readInvitationByToken } from "../invitation/read-invitation-by-token.server";
import { percentOf } from "../program/program";
import { readLiveProgram } from "../program/read-live-program.server";
import { readShopPlace } from "./read-shop-place.server";
import { disclosureLine } from "./rewards-page";

export type JoinPage =
  | {
      outcome: "open";
      shopName: string;
      firstName: string | null;
      offerPercent: string;
      creditPercent: string;
      returnWindowDays: number;
      newFriendsOnly: boolean;
      /** Free when this was read; the first is for the field. */
      codeIdeas: string[];
      disclosure: string;
      expiresAt: string;
    }
  | { outcome: "link unknown" | "link expired" | "link used" | "no programme"; shopName: string };

const IDEAS = 3;

export function readJoinPage(world: World, { token }: { token: string }): Promise<JoinPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<JoinPage> => {
    const { name: shopName } = await readShopPlace(db, shopId);
    const invitation = await readInvitationByToken(world, { token });
    if (invitation.outcome !== "open") return { outcome: invitation.outcome, shopName };
    const program = await readLiveProgram(world);
    if (program?.programId !== invitation.programId) return { outcome: "no programme", shopName };
    const offerPercent = percentOf(program.offerBp);
    const ideas = suggestCodes(invitation.firstName ?? shopName, Math.round(program.offerBp / 100));
    const taken = await db.shareCode.findMany({ where: { shopId, code: { in: ideas } }, select: { code: true } });
    return {
      outcome: "open",
      shopName,
      firstName: invitation.firstName,
      offerPercent,
      creditPercent: percentOf(program.creditBp),
      returnWindowDays: program.returnWindowDays,
      newFriendsOnly: program.newFriendsOnly,
      codeIdeas: ideas.filter((idea) => !taken.some(({ code }) => code === idea)).slice(0, IDEAS),
      disclosure: disclosureLine(shopName),
      expiresAt: invitation.expiresAt.toISOString(),
    };
  });
}
