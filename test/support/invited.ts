/** People who have their invitation in the mail, for tests that begin at its link. */
import { pressInvite } from "~/domain/invitation/press-invite.server";
import type { fakeShops } from "./fake-shops";
import { minedPeople, tokenOf, type Person } from "./people";

type Shops = Awaited<ReturnType<typeof fakeShops>>;

/** A shop of their own; the token of each, in the order given. */
export async function invitedPeople(shops: Shops, people: Person[]) {
  const shop = await shops.open();
  const ids = await minedPeople(shop.world, people, { fake: shop.fake });
  await pressInvite(shop.world, { whom: "all", pressedBy: "Olga" });
  shops.outbox.mails.length = 0;
  await shops.runDueJobs();
  const tokens = ids.map((id) => tokenOf(shops.outbox.mails.find(({ to }) => to === `p${id}@people.example`)!));
  return { ...shop, ids, tokens };
}
