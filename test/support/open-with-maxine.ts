/** A shop with one ambassador whom Shopify knows, for tests of what she is written; friends looked at her page in the months before. */
import { writeLetter } from "~/domain/delivery/write-letter.server";
import { MAIL_DEFAULTS, type MailSetting } from "~/domain/letter/mail-setting";
import { saveMailSetting } from "~/domain/letter/save-mail-setting.server";
import type { Jobs } from "~/ports/queue";
import type { ReadBuyer } from "~/ports/shop";
import { aClick, anAmbassador } from "./builders";
import type { fakeShops } from "./fake-shops";
import { START } from "./world";

type Shops = Awaited<ReturnType<typeof fakeShops>>;
const EMAIL = "maxine@people.example";

/** @param buyer how Shopify knows her */
export async function openWithMaxine(t: Shops, buyer: Partial<ReadBuyer> = {}, options: Parameters<Shops["open"]>[0] = {}) {
  await t.clock.set(START);
  const shop = await t.open(options);
  t.outbox.mails.length = 0;
  const { world, shopId, programId } = shop;
  const maxine = await anAmbassador(world, { programId, currency: "GBP" });
  const { ambassadorId, buyerId } = maxine;
  for (const month of ["09", "10"]) await aClick(world, { programId, ambassadorId, clickedAt: new Date(`2026-${month}-10T12:00:00Z`) });
  const known: ReadBuyer = {
    ...{ buyerId, firstName: "Maxine", lastName: "Brown", email: EMAIL, consent: "subscribed" },
    ...{ countryCode: "GB", province: null, city: null },
    ...buyer,
  };
  shop.fake.buyers.set(buyerId, known);
  const { countryCode, province } = known;
  await world.transaction(({ db }) =>
    db.buyer.update({ where: { shopId_buyerId: { shopId, buyerId } }, data: { email: EMAIL, countryCode, province } }),
  );
  /** The letter's id; null: none was written. */
  const write = async (letter: Partial<Jobs["letter.write"]> = {}) => {
    const written = await writeLetter(world, { kind: "welcome", cause: `cause ${world.chance.uuid()}`, buyerId, ...letter });
    return written.outcome === "written" ? written.letterId : null;
  };
  const letters = () =>
    shop.rows<{ kind: string; state: string; reason: string | null }>(
      "SELECT kind, state, reason FROM letter WHERE shop_id = $1 ORDER BY created_at, kind",
    );
  const set = (setting: Partial<MailSetting>) => saveMailSetting(world, { setting: { ...MAIL_DEFAULTS, ...setting }, savedBy: "Olga" });
  return { ...shop, maxine, write, letters, set };
}
