/** What falls due between Shopify's making two customers one and our hearing of it is not lost: it goes to whom they became. */
import { describe, expect, test } from "vitest";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { sendInvitation } from "~/domain/invitation/send-invitation.server";
import { aBuyer } from "../../support/builders";
import { fakeShops } from "../../support/fake-shops";
import { openWithMaxine } from "../../support/open-with-maxine";
import { minedPeople } from "../../support/people";

const t = await fakeShops();
const HOUR_MS = 3_600_000;
const KEPT = "kept@people.example";

/** A mail that waits for somebody who becomes another in Shopify. */
async function aMail(sort: "letter" | "invitation") {
  const shop = await openWithMaxine(t);
  const { world, fake, rows } = shop;
  let deletedId = shop.maxine.buyerId;
  if (sort === "letter") await shop.write();
  else {
    [deletedId] = await minedPeople(world, [{}], { fake, firstId: 900 });
    await pressInvite(world, { whom: [deletedId], pressedBy: "Olga" });
  }
  const [{ id }] = await rows<{ id: string }>(`SELECT ${sort}_id::text AS id FROM ${sort} WHERE shop_id = $1`);
  const send = () => (sort === "letter" ? sendLetter(world, { letterId: id }) : sendInvitation(world, { invitationId: id }));
  const { buyerId: keptId } = await aBuyer(world, { email: KEPT, countryCode: "GB" });
  const becomesAnother = () => {
    fake.buyers.set(keptId, { ...fake.buyers.get(deletedId)!, buyerId: keptId, email: KEPT });
    fake.buyers.delete(deletedId);
  };
  const merge = () => mergeBuyers(world, { keptId, deletedId });
  const sentTo = async () => {
    await t.runDueJobs();
    return t.outbox.mails.map(({ to }) => to);
  };
  return { ...shop, deletedId, send, becomesAnother, merge, sentTo };
}

describe.each(["letter", "invitation"] as const)("a %s", (sort) => {
  test("that falls due before we hear of it waits until we do", async () => {
    const { becomesAnother, merge, sentTo } = await aMail(sort);
    becomesAnother();
    expect(await sentTo()).toEqual([]);
    await t.clock.advance(4 * HOUR_MS);
    expect(await sentTo()).toEqual([]);
    await merge();
    await t.clock.advance(4 * HOUR_MS);
    expect(await sentTo()).toEqual([KEPT]);
  });

  test.each(["shows", "no longer shows"])(
    "whose person becomes another while Shopify is asked, which %s them, is asked for anew",
    async (shown) => {
      const { fake, deletedId, send, becomesAnother, merge, sentTo } = await aMail(sort);
      const before = fake.buyers.get(deletedId)!;
      fake.meanwhile = async (call) => {
        if (call !== "readBuyer") return;
        fake.meanwhile = null;
        becomesAnother();
        if (shown === "shows") fake.buyers.set(deletedId, before);
        await merge();
      };
      expect(await send()).toMatchObject({ outcome: "put off" });
      await t.clock.advance(5_000);
      expect(await sentTo()).toEqual([KEPT]);
    },
  );

  test("to who is gone, and was not found to be anybody else for a day, is not sent", async () => {
    const { world, fake, deletedId, send } = await aMail(sort);
    fake.buyers.delete(deletedId);
    const seenGone = (hoursAgo: number) =>
      t.sql("UPDATE buyer SET gone_at = $2::timestamptz WHERE shop_id = $1 AND buyer_id = $3", [
        world.shopId,
        new Date(t.clock.now().getTime() - hoursAgo * HOUR_MS),
        deletedId,
      ]);
    await seenGone(23);
    expect(await send()).toMatchObject({ outcome: "put off" });
    await seenGone(25);
    expect(await send()).toEqual({ outcome: "not sent", reason: "no longer a customer" });
  });
});
