/** Shops whose codes are minted, each with a Shopify of its own whose additions end only by hand. */
import { advanceMinting } from "~/domain/code/advance-minting.server";
import { joinProgram } from "~/domain/code/join-program.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { fakeShops } from "../../support/fake-shops";
import { minedPeople, tokenOf } from "../../support/people";

export const t = await fakeShops();

/** A shop whose discounts are live and whose pool is full; additions then end only by hand. Its people can join. */
export async function readyShop(people = 3) {
  const shop = await t.open();
  await minedPeople(
    shop.world,
    Array.from({ length: people }, () => ({})),
    { fake: shop.fake },
  );
  await pressInvite(shop.world, { whom: "all", pressedBy: "Olga" });
  t.outbox.mails.length = 0;
  await shop.mint();
  const tokens = Array.from({ length: people }, (_, index) =>
    tokenOf(t.outbox.mails.find(({ to }) => to === `p${index + 1}@people.example`)!),
  );
  shop.fake.finishesAlone = false;
  for (const call of Object.keys(shop.fake.calls) as (keyof typeof shop.fake.calls)[]) delete shop.fake.calls[call];
  const join = async (index: number, code: string) => {
    const joined = await joinProgram(shop.world, { token: tokens[index], code, name: "Maxine", acknowledged: true });
    if (joined.outcome !== "joined") throw new Error(`did not join: ${joined.outcome}`);
    // These tests take each step themselves.
    await t.sql("DELETE FROM pgboss.job WHERE name = 'minting.advance' AND data->>'shopId' = $1", [shop.shopId]);
    return joined.ambassadorId;
  };
  const codes = () =>
    shop.rows<{ code: string; state: string; reason: string | null }>(
      "SELECT code, state, reason FROM share_code WHERE shop_id = $1 ORDER BY created_at, coalesce(reason, '') LIKE 'instead of%', code",
    );
  const pool = async () =>
    Object.fromEntries(
      (await shop.rows<{ state: string; n: number }>("SELECT state, count(*)::int AS n FROM click_code WHERE shop_id = $1 GROUP BY 1")).map(
        ({ state, n }) => [state, n],
      ),
    );
  const drain = (keep: number) =>
    t.sql(
      "UPDATE click_code SET state = 'taken', click_id = gen_random_uuid() WHERE (shop_id, code) IN (SELECT shop_id, code FROM click_code WHERE shop_id = $1 AND state = 'ready' OFFSET $2)",
      [shop.shopId, keep],
    );
  const step = () => advanceMinting(shop.world, { why: "test" });
  const shareDiscount = async () =>
    (await shop.rows<{ shopify_id: string }>("SELECT shopify_id FROM discount WHERE shop_id = $1 AND kind = 'share'"))[0].shopify_id;
  return { ...shop, join, codes, pool, drain, step, shareDiscount };
}
