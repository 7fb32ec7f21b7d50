import { describe, expect, test } from "vitest";
import { freeAddress } from "~/domain/letter/free-address.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { previewInvite } from "~/domain/invitation/preview-invite.server";
import { sendInvitation } from "~/domain/invitation/send-invitation.server";
import { readHome } from "~/domain/insight/read-home.server";
import { suppressAddress } from "~/domain/letter/suppress-address.server";
import { addressKey } from "~/domain/buyer/address-key";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { fakeShops } from "../../support/fake-shops";
import { minedPeople, some } from "../../support/people";

const t = await fakeShops();
const press = (world: Parameters<typeof pressInvite>[0]) => pressInvite(world, { whom: "all", pressedBy: "Olga" });

async function invited() {
  const shop = await t.open();
  const [buyerId] = await minedPeople(shop.world, [{}], { fake: shop.fake });
  await press(shop.world);
  const kept = () =>
    shop.rows<{ id: string; press: string; state: string; reason: string | null }>(
      "SELECT invitation_id::text AS id, press_id::text AS press, state, reason FROM invitation WHERE shop_id = $1",
    );
  const [first] = await kept();
  t.outbox.mails.length = 0;
  return { ...shop, buyerId, first, kept, send: () => sendInvitation(shop.world, { invitationId: first.id }) };
}
const invitedAtHome = async (world: Parameters<typeof readHome>[0]) => (await readHome(world)).counts.invited;

describe("an invitation whose mail surely never left may be asked for again", () => {
  test.each(["refused by the server", "no consent then", "no address then"])("%s", async (why) => {
    const { world, send, first, kept, fake, buyerId } = await invited();
    expect(await invitedAtHome(world)).toBe(1);
    const buyer = fake.buyers.get(buyerId)!;
    const before = { ...buyer };
    if (why === "refused by the server") t.outbox.answerNext.push({ outcome: "refused", addressGone: false, reason: "554 no" });
    if (why === "no consent then") buyer.consent = "unsubscribed";
    if (why === "no address then") buyer.email = null;
    expect(await send()).toMatchObject({ outcome: "not sent" });
    expect(await invitedAtHome(world)).toBe(0);

    Object.assign(buyer, before);
    expect(await previewInvite(world, { whom: "all" })).toMatchObject({ outcome: "ready", candidates: 1, invited: 1 });
    expect(await press(world)).toMatchObject({ outcome: "pressed", invited: 1, heldOut: 0 });
    // The same row, and the lot that was theirs.
    expect(await kept()).toEqual([{ ...first, state: "waiting", reason: null }]);
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
    expect(await press(world)).toEqual({ outcome: "nobody to invite", leftOut: { "invited before": 1 } });
  });

  test("an address that bounced is left out as such, until the owner frees it", async () => {
    const { world, send, buyerId } = await invited();
    await suppressAddress(world, { email: "P1@people.example", buyerId, why: "bounced", detail: null });
    expect(await send()).toEqual({ outcome: "not sent", reason: "the address bounced before" });
    expect(await press(world)).toEqual({ outcome: "nobody to invite", leftOut: { "the address bounced before": 1 } });
    await freeAddress(world, { addressId: world.fingerprint.of(addressKey("p1@people.example")), freedBy: "Olga" });
    expect(await press(world)).toMatchObject({ outcome: "pressed", invited: 1 });
  });

  test("who asked not to be written to stays left out", async () => {
    const { world, buyerId, kept } = await invited();
    await optOut(world, { buyerId, source: "page" });
    expect(await kept()).toMatchObject([{ state: "not sent" }]);
    expect(await press(world)).toEqual({ outcome: "nobody to invite", leftOut: { "asked not to be written to": 1 } });
  });

  test("nobody who may have got it, and nobody who got one as another customer", async () => {
    const { world, send, fake } = await invited();
    t.outbox.answerNext.push({ outcome: "unknown", reason: "the line broke" });
    expect(await send()).toEqual({ outcome: "needs review" });
    expect(await press(world)).toEqual({ outcome: "nobody to invite", leftOut: { "invited before": 1 } });

    const [other] = await minedPeople(world, [{}], { fake, firstId: 2 });
    await pressInvite(world, { whom: [other], pressedBy: "Olga" });
    t.outbox.answerNext.push({ outcome: "refused", addressGone: false, reason: "554 no" });
    await t.runDueJobs();
    await mergeBuyers(world, { keptId: other, deletedId: "1" });
    expect(await pressInvite(world, { whom: [other], pressedBy: "Olga" })).toEqual({
      outcome: "nobody to invite",
      leftOut: { "invited before": 1 },
    });
  });

  test("they take no part in the new lots, for theirs fell when they were asked first", async () => {
    const { world, rows, fake } = await t.open();
    await minedPeople(world, some(60), { fake });
    await press(world);
    await t.sql("UPDATE invitation SET state = 'not sent', reason = 'the programme has ended' WHERE shop_id = $1", [world.shopId]);
    expect(await previewInvite(world, { whom: "all" })).toMatchObject({ candidates: 54, invited: 54, heldOut: 0 });
    expect(await press(world)).toMatchObject({ outcome: "pressed", invited: 54, heldOut: 0, leftOut: { "held out for now": 6 } });
    expect(
      await rows(
        "SELECT count(*)::int AS waiting, count(DISTINCT press_id)::int AS presses FROM invitation WHERE shop_id = $1 AND state = 'waiting'",
      ),
    ).toEqual([{ waiting: 54, presses: 1 }]);
  });
});
