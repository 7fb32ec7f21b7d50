/** All kinds of letters at a glance: on or off, in whose words, how many went out, and what did not. */
import { LETTER_KINDS, type LetterKind } from "~/ports/letters";
import type { World } from "~/ports/world";
import { readLetterWords } from "../letter/read-letter-words.server";
import { readMailSetting } from "../letter/read-mail-setting.server";
import { readRefusedSender, type RefusedSender } from "./read-refused-sender.server";
import { readStopped } from "./read-stopped.server";
import type { MailSetting } from "../letter/mail-setting";

export type LetterLine = {
  kind: LetterKind;
  sent: boolean;
  /** Languages that stand in the owner's words: "en". */ own: string[];
  lately: number;
};
export type Letters = {
  letters: LetterLine[];
  setting: MailSetting;
  /** Of the setting; 0: never saved. */
  version: number;
  /** What counts where a field is empty. */
  standing: { senderName: string; replyTo: string; postalAddress: string };
  /** Whether mails can name where they come from. */
  hasAddress: boolean;
  refusedSender: RefusedSender;
  /** Nobody knows whether they went out. */
  unsure: number;
  /** People no mail goes to any more. */
  stopped: number;
};

const LATELY_MS = 30 * 86_400_000;

export function readLetters(world: World): Promise<Letters> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }) => {
    const { setting, version, look, shop } = await readMailSetting(world);
    const since = new Date(clock.now().getTime() - LATELY_MS);
    const groups = await db.letter.groupBy({ by: ["kind"], where: { shopId, state: "sent", createdAt: { gte: since } }, _count: true });
    const lately = new Map(groups.map(({ kind, _count }) => [kind, _count]));
    const asked = { shopId, state: { in: ["sent", "accepted", "declined"] } };
    lately.set("invitation", await db.invitation.count({ where: { ...asked, sentAt: { gte: since } } }));
    const letters: LetterLine[] = [];
    for (const kind of LETTER_KINDS) {
      const { sent, languages } = await readLetterWords(world, { kind });
      const own = languages.filter(({ whose }) => whose === "theirs").map(({ language }) => language);
      letters.push({ kind, sent, own, lately: lately.get(kind) ?? 0 });
    }
    const needsReview = { where: { shopId, state: "needs review" } };
    return {
      letters,
      setting,
      version,
      standing: { senderName: look.storeName, replyTo: shop.email, postalAddress: shop.postalAddress },
      hasAddress: look.postalAddress !== "",
      refusedSender: await readRefusedSender(db, shopId),
      unsure: (await db.letter.count(needsReview)) + (await db.invitation.count(needsReview)),
      stopped: (await readStopped(world, {})).total,
    };
  });
}
