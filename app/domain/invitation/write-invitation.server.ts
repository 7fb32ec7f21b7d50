/** Puts together what an invitation says to one person, for the mail that is sent and the preview the owner sees. */
import type { InvitationLetter } from "~/ports/letters";
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import { percentOf } from "../program/program";
import { readLiveProgram } from "../program/read-live-program.server";
import { storeLink } from "./invitation";
import { readFirstLine } from "./read-first-line.server";

/** `token` opens the link until `expiresAt`. */
export async function writeInvitation(
  world: World,
  { buyerId, firstName, token, expiresAt }: { buyerId: string; firstName: string | null; token: string; expiresAt: Date },
): Promise<InvitationLetter> {
  return world.transaction(async ({ db }) => {
    const shop = await db.shop.findUniqueOrThrow({ where: { shopId: world.shopId } });
    const program = await readLiveProgram(world);
    invariant(program, "an invitation is written for a live programme");
    return {
      storeName: shop.name,
      storeEmail: shop.email,
      storeAddress: shop.postalAddress,
      storeUrl: shop.storefrontUrl,
      firstName: firstName?.trim() || null,
      whyYou: await readFirstLine(world, { buyerId }),
      offerPercent: percentOf(program.offerBp),
      creditPercent: percentOf(program.creditBp),
      joinUrl: storeLink(shop, "/join", { token }),
      optOutUrl: storeLink(shop, "/opt-out", { token }),
      openUntil: new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: shop.ianaTimezone }).format(
        expiresAt,
      ),
    };
  });
}
