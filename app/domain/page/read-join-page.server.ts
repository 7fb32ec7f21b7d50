/**
 * What the invited person sees: what their friends get, what they get, what we ask, and a code already filled in. It only
 * looks: a scanner that opens every link changes nothing.
 */
import type { World } from "~/ports/world";
import { disclosures, disclosureVersionFor } from "../ambassador/disclosure";
import { readFreeIdeas } from "../code/read-free-ideas.server";
import { readInvitationByToken } from "../invitation/read-invitation-by-token.server";
import { readLiveProgram } from "../program/read-live-program.server";
import { isAllowed } from "../reward/reward";
import { thanksOf, type Thanks } from "../reward/thanks";
import { moneyExample, type MoneyExample } from "./money-example";
import { pageConditions, type PageConditions } from "./page-conditions";
import { readShopPlace } from "./read-shop-place.server";
import { showDay, showPercent } from "./shown";
import { readUsualOrder } from "./read-usual-order.server";

export type JoinPage =
  | {
      outcome: "open";
      shopName: string;
      firstName: string | null;
      offerPercent: string;
      creditPercent: string;
      returnWindowDays: number;
      newFriendsOnly: boolean;
      conditions: PageConditions;
      /** In what they would be thanked. */
      thanks: Thanks[];
      /** What a usual order of a friend brings; null where no order is known. */
      example: MoneyExample | null;
      /** Free when this was read; the first is for the field. */
      codeIdeas: string[];
      /** What they acknowledge, word for word. */
      disclosure: string;
      disclosureVersion: string;
      expiresAt: string;
      /** The last day it is open, in words. */
      openUntil: string;
    }
  | { outcome: "link unknown" | "link expired" | "link used" | "no programme"; shopName: string };

/** @param signedInBuyerId who is signed in at the store, when anybody is: somebody else's invitation looks unknown @param locale of who reads */
export function readJoinPage(
  world: World,
  { token, signedInBuyerId, locale }: { token: string; signedInBuyerId?: string | null; locale?: string },
): Promise<JoinPage> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }): Promise<JoinPage> => {
    const place = await readShopPlace(db, shopId, locale);
    const shopName = place.name;
    const invitation = await readInvitationByToken(world, { token });
    if (invitation.outcome === "open" && signedInBuyerId && signedInBuyerId !== invitation.buyerId)
      return { outcome: "link unknown", shopName };
    if (invitation.outcome !== "open") return { outcome: invitation.outcome, shopName };
    const program = await readLiveProgram(world);
    if (program?.programId !== invitation.programId) return { outcome: "no programme", shopName };
    const { buyerId, firstName, lastName } = invitation;
    const money = { ...place, currency: program.currency };
    const disclosureVersion = disclosureVersionFor(place.locale);
    const name = [firstName, lastName].filter(Boolean).join(" ");
    return {
      outcome: "open",
      shopName,
      firstName,
      offerPercent: showPercent(program.offerBp, place),
      creditPercent: showPercent(program.creditBp, place),
      returnWindowDays: program.returnWindowDays,
      newFriendsOnly: program.newFriendsOnly,
      conditions: pageConditions(program, money),
      thanks: thanksOf(
        program.rewardKinds.filter((kind) => isAllowed(kind, place.scopes)),
        program,
      ),
      example: moneyExample(await readUsualOrder(db, shopId, program.currency), program.creditBp, money, program.minimumSpendMinor),
      codeIdeas: await readFreeIdeas(world, { buyerId, name, offerBp: program.offerBp, locale: place.locale }),
      disclosure: disclosures[disclosureVersion],
      disclosureVersion,
      expiresAt: invitation.expiresAt.toISOString(),
      openUntil: showDay(invitation.expiresAt, clock.now(), place),
    };
  });
}
