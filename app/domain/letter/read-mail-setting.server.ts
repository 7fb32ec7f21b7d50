/** How this store's letters look and when they go, as it stands. */
import type { World } from "~/ports/world";
import type { LetterLook } from "~/ports/letters";
import { lookOf, MAIL_DEFAULTS, type MailSetting } from "./mail-setting";

export type MailSettingRead = {
  setting: MailSetting;
  /** 0: never saved. */
  version: number;
  look: LetterLook;
  /** The name mails come from. */
  fromName: string;
  shop: {
    name: string;
    email: string;
    postalAddress: string;
    storefrontUrl: string;
    proxyPrefix: string;
    timeZone: string;
    locale: string;
    countryCode: string;
    currency: string;
  };
};

/** @param upTo as it stood at this version, or the last before it; as it stands now where it is left out */
export async function readMailSetting(world: World, { upTo }: { upTo?: number } = {}): Promise<MailSettingRead> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const found = await db.shop.findUniqueOrThrow({ where: { shopId } });
    const { name, email, postalAddress, storefrontUrl, proxyPrefix, locale, countryCode, currency } = found;
    const shop = { name, email, postalAddress, storefrontUrl, proxyPrefix, locale, countryCode, currency, timeZone: found.ianaTimezone };
    const saved = await db.mailSetting.findFirst({ where: { shopId, version: { lte: upTo } }, orderBy: { version: "desc" } });
    const setting = saved ? only(saved) : MAIL_DEFAULTS;
    const look = lookOf(shop, setting);
    return { setting, version: saved?.version ?? 0, look, fromName: setting.senderName ?? look.storeName, shop };
  });
}

const only = ({ colour, senderName, replyTo, postalAddress, quietFromHour, quietUntilHour, mostPerWeek }: MailSetting): MailSetting => ({
  ...{ colour, senderName, replyTo, postalAddress },
  ...{ quietFromHour, quietUntilHour, mostPerWeek },
});
