/** Puts together what an invitation, or its one reminder, says to one person, for the mail that is sent and the preview the owner sees. */
import type { LetterWords } from "~/ports/letters";
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import { composeLetter, type Composed } from "../letter/compose-letter.server";
import { dayOf } from "../letter/letter";
import { readLetterLocale } from "../letter/read-letter-locale.server";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { readLiveProgram } from "../program/read-live-program.server";
import { storeLink } from "../shop/store-link";
import { readFirstLine } from "./read-first-line.server";

export type ToInvite = {
  kind?: "invitation" | "reminder";
  buyerId: string;
  firstName: string | null;
  /** The language they read, as Shopify has it; null: not known. */
  buyerLocale?: string | null;
  /** Opens the link until `expiresAt`. */
  token: string;
  expiresAt: Date;
  /** In place of what is saved: for a preview. */
  words?: LetterWords;
};

export async function writeInvitation(
  world: World,
  { kind = "invitation", buyerId, firstName, buyerLocale, token, expiresAt, words }: ToInvite,
): Promise<Composed> {
  return world.transaction(async () => {
    const mail = await readMailSetting(world);
    const program = await readLiveProgram(world);
    invariant(program, "an invitation is written for a live programme");
    const { shop } = mail;
    const locale = await readLetterLocale(world, { kind, buyerLocale });
    const facts = {
      storeName: mail.look.storeName,
      firstName: firstName?.trim() || null,
      whyYou: await readFirstLine(world, { buyerId, locale }),
      offerBp: program.offerBp,
      creditBp: program.creditBp,
      openUntil: dayOf(expiresAt, { locale, timeZone: shop.timeZone }),
    };
    const buttonUrl = storeLink(shop, "/join", { token });
    const optOutUrl = storeLink(shop, "/opt-out", { token });
    return composeLetter(world, { kind, locale, facts, buttonUrl, optOutUrl, mail, words });
  });
}
