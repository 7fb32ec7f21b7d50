/** A product that is sent goes where its ambassador said, and to no other address without the owner's word; of the address only a mark is kept. */
import { beforeEach, describe, expect, test } from "vitest";
import { readOpenRewards } from "~/domain/insight/read-open-rewards.server";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { handOverRewards } from "~/domain/reward/hand-over-rewards.server";
import { placeMarks } from "~/domain/reward/place-mark";
import { readDestination } from "~/domain/reward/read-destination.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { aBuyer } from "../../support/builders";
import { aDestination, confirmedMark } from "../../support/destinations";
import { asked, balance, GIVEN_BACK, goOn, maxine, mug, rewardOf, sent, shop, t, TAKEN, world } from "./giving";

const HOME = aDestination();
const AUNT = aDestination({ name: "Maxine Hill", address1: "9 Mill Lane", city: "York", zip: "YO1 7HH" });
const livesAt = (place = HOME) => {
  shop.gifts.withoutAddress.delete(maxine.buyerId);
  shop.gifts.destinations.set(maxine.buyerId, place);
};
const livesNowhere = () => shop.gifts.withoutAddress.add(maxine.buyerId);
const marksOf = async (rewardId: string) =>
  (
    await t.sql("SELECT place_mark, agreed_mark, approved_at IS NOT NULL AS approved, reason FROM reward WHERE reward_id = $1", [rewardId])
  )[0];
const [homeMark] = placeMarks(world, HOME);
const [auntMark] = placeMarks(world, AUNT);

const take = (placeMark: string, requestKey = world.chance.uuid()) =>
  requestReward(world, {
    ...{ kind: "product sent", ambassadorId: maxine.ambassadorId, variantId: mug.variantId, shownMinor: 800n, placeMark, requestKey },
  });
async function taken(): Promise<string> {
  const requested = await take(await confirmedMark(world, maxine));
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  return requested.rewardId;
}
const approve = (rewardId: string, more: { seenMark?: string; sure?: boolean } = {}) =>
  approveReward(world, { rewardId, approvedBy: "Olga", ...more });
const sendTo = async (rewardId: string) =>
  (await readOpenRewards(world, { which: "asked" })).rewards.find((one) => one.rewardId === rewardId)?.sendTo;

beforeEach(() => livesAt(HOME));

describe("the mark of an address", () => {
  test("tells every other address apart, and every store's; capitals and blanks make no other", () => {
    const others = (["name", "company", "address1", "address2", "zip", "city", "province", "countryCode"] as const).map((field) =>
      aDestination({ [field]: "Elsewhere" }),
    );
    const marks = [HOME, ...others].map((place) => placeMarks(world, place)[0]);
    const atAnother = placeMarks({ ...world, shopId: "another.myshopify.com" }, HOME)[0];
    expect(new Set([...marks, atAnother]).size).toBe(10);
    expect(placeMarks(world, aDestination({ name: " MAXINE  hill ", address1: "1 high street" }))[0]).toBe(homeMark);
  });

  test("what stands in one field is not what stands in two", () => {
    const one = aDestination({ address1: "1 High Street Flat 2", address2: null });
    const two = aDestination({ address1: "1 High Street", address2: "Flat 2" });
    expect(placeMarks(world, one)).not.toEqual(placeMarks(world, two));
  });
});

describe("taking it", () => {
  test("takes with the mark of the address that was read, and keeps nothing of the address itself", async () => {
    expect(await readDestination(world, maxine)).toEqual({ outcome: "address", lines: HOME.lines, marks: [homeMark] });
    const rewardId = await taken();
    expect(await marksOf(rewardId)).toMatchObject({ place_mark: homeMark, agreed_mark: null, approved: false });
    const rows = JSON.stringify(await t.sql("SELECT * FROM reward WHERE reward_id = $1", [rewardId]));
    for (const part of ["Maxine Hill", "1 High Street", "Leeds", "LS1 1AA"]) expect(rows).not.toContain(part);
    expect(await balance()).toEqual(TAKEN);
  });

  test("an address that changed since takes nothing, and is shown; said yes to, it takes", async () => {
    livesAt(AUNT);
    const changed = await take(homeMark);
    expect(changed).toEqual({ outcome: "address changed", lines: AUNT.lines, mark: auntMark });
    expect(await balance()).toEqual(GIVEN_BACK);
    expect(await take(auntMark)).toMatchObject({ outcome: "requested" });
  });

  test("without an address, while Shopify is busy, and with no mark at all, nothing is taken", async () => {
    livesNowhere();
    expect([await readDestination(world, maxine), await take(homeMark)]).toEqual([{ outcome: "no address" }, { outcome: "no address" }]);
    livesAt(HOME);
    shop.mishaps.readDestinations.push("busy", "busy");
    expect([await readDestination(world, maxine), await take(homeMark)]).toEqual([{ outcome: "try later" }, { outcome: "try later" }]);
    expect(await take("")).toMatchObject({ outcome: "address changed" });
    expect(await balance()).toEqual(GIVEN_BACK);
  });

  test("a press that is pressed again after the address changed is the same one, and no second", async () => {
    const key = world.chance.uuid();
    expect(await take(homeMark, key)).toMatchObject({ outcome: "requested" });
    livesAt(AUNT);
    expect(await take(homeMark, key)).toMatchObject({ outcome: "same request" });
    expect(await balance()).toEqual(TAKEN);
  });
});

describe("the owner's yes", () => {
  test("needs no word about the address they confirmed, and goes there", async () => {
    const rewardId = await taken();
    expect(await sendTo(rewardId)).toEqual({ is: "confirmed", lines: HOME.lines, mark: homeMark });
    expect(await approve(rewardId)).toEqual({ outcome: "approved" });
    expect(await marksOf(rewardId)).toMatchObject({ place_mark: homeMark, agreed_mark: homeMark });
    expect((await goOn(rewardId)).state).toBe("issued");
    expect(sent()[0].destination).toEqual(HOME);
  });

  test("to another address than they confirmed takes a second yes, to the one that was read", async () => {
    const rewardId = await taken();
    livesAt(AUNT);
    expect(await sendTo(rewardId)).toEqual({ is: "another", lines: AUNT.lines, mark: auntMark });
    expect(await approve(rewardId, { seenMark: auntMark })).toEqual({ outcome: "another address" });
    expect(await approve(rewardId, { seenMark: homeMark, sure: true })).toEqual({ outcome: "address changed" });
    expect(await approve(rewardId, { sure: true })).toEqual({ outcome: "address changed" });
    expect(await marksOf(rewardId)).toMatchObject({ approved: false });
    expect(await approve(rewardId, { seenMark: auntMark, sure: true })).toEqual({ outcome: "approved" });
    expect(await marksOf(rewardId)).toMatchObject({ place_mark: homeMark, agreed_mark: auntMark });
    expect((await goOn(rewardId)).state).toBe("issued");
    expect(sent()[0].destination).toEqual(AUNT);
  });

  test("an address that went back to what they confirmed needs no second yes", async () => {
    const rewardId = await taken();
    livesAt(AUNT);
    expect(await sendTo(rewardId)).toMatchObject({ is: "another" });
    livesAt(HOME);
    expect(await approve(rewardId, { seenMark: auntMark })).toEqual({ outcome: "approved" });
    expect(await marksOf(rewardId)).toMatchObject({ agreed_mark: homeMark });
  });

  test("does nothing without an address, or while Shopify is busy; it waits as before", async () => {
    const rewardId = await taken();
    livesNowhere();
    expect([await sendTo(rewardId), await approve(rewardId)]).toEqual([{ is: "nowhere" }, { outcome: "no address" }]);
    livesAt(HOME);
    shop.mishaps.readDestinations.push("busy", "busy");
    expect([await sendTo(rewardId), await approve(rewardId)]).toEqual([{ is: "not known", place: null }, { outcome: "try later" }]);
    expect(await marksOf(rewardId)).toMatchObject({ approved: false });
    expect(await balance()).toEqual(TAKEN);
  });

  test("to one that was asked for before anybody was asked goes to the address the owner read", async () => {
    const rewardId = await taken();
    await t.sql("UPDATE reward SET place_mark = NULL WHERE reward_id = $1", [rewardId]);
    expect(await sendTo(rewardId)).toEqual({ is: "unasked", lines: HOME.lines, mark: homeMark });
    expect(await approve(rewardId)).toEqual({ outcome: "address changed" });
    livesAt(AUNT);
    expect(await approve(rewardId, { seenMark: homeMark })).toEqual({ outcome: "address changed" });
    expect(await approve(rewardId, { seenMark: auntMark })).toEqual({ outcome: "approved" });
    expect((await goOn(rewardId)).state).toBe("issued");
    expect(sent()[0].destination).toEqual(AUNT);
  });
});

describe("between the yes and the sending", () => {
  const drafts = () => shop.gifts.drafts.filter(({ buyerId }) => buyerId === maxine.buyerId);

  test("an address that becomes another sends nothing: no draft stays, and the owner is asked again", async () => {
    const rewardId = await asked("product sent");
    livesAt(AUNT);
    await t.runDueJobs();
    expect(drafts()).toEqual([]);
    expect(await marksOf(rewardId)).toMatchObject({ place_mark: homeMark, agreed_mark: null, approved: false, reason: /./ });
    const { rewards } = await readOpenRewards(world, { which: "asked" });
    expect(rewards.find((one) => one.rewardId === rewardId)).toMatchObject({
      happened: "After your yes their address became another, so nothing was sent.",
      sendTo: { is: "another", mark: auntMark },
    });
    expect(await balance()).toEqual(TAKEN);
    expect(await approve(rewardId, { seenMark: auntMark, sure: true })).toEqual({ outcome: "approved" });
    expect(await goOn(rewardId)).toMatchObject({ state: "issued", reason: null });
    expect(drafts().map(({ destination }) => destination)).toEqual([AUNT]);
  });

  test("one that is taken away sends nothing, and the owner is asked again", async () => {
    const rewardId = await asked("product sent");
    livesNowhere();
    await t.runDueJobs();
    expect(drafts()).toEqual([]);
    expect(await marksOf(rewardId)).toMatchObject({ approved: false, reason: expect.stringMatching(/taken away/) as string });
  });

  test("a draft of an attempt before is looked at like a new one", async () => {
    const rewardId = await asked("product sent");
    livesAt(AUNT);
    shop.mishaps.createDraft.push("lost reply");
    await t.runDueJobs();
    expect(drafts().map(({ destination, orderId }) => [destination, orderId])).toEqual([[AUNT, null]]);
    livesAt(HOME);
    await t.clock.advance(180_000);
    await t.runDueJobs();
    expect([drafts(), (await marksOf(rewardId)).approved]).toEqual([[], false]);
  });

  test("a draft that could not be taken away again is, at the next attempt", async () => {
    const rewardId = await asked("product sent");
    livesAt(AUNT);
    shop.mishaps.deleteDraft.push("busy");
    await t.runDueJobs();
    expect([drafts().length, (await marksOf(rewardId)).approved]).toEqual([1, true]);
    await t.clock.advance(180_000);
    await t.runDueJobs();
    expect([drafts().length, (await marksOf(rewardId)).approved]).toEqual([0, false]);
  });

  test("a yes that was taken back meanwhile is none, though the draft would go there", async () => {
    const rewardId = await asked("product sent");
    shop.afterLook = async () => {
      await t.sql("UPDATE reward SET approved_at = NULL, agreed_mark = NULL WHERE reward_id = $1", [rewardId]);
    };
    await t.runDueJobs();
    expect([drafts(), (await rewardOf(rewardId)).state]).toEqual([[], "requested"]);
  });
});

test("who is erased leaves no mark of where they lived", async () => {
  const rewardId = await asked("product sent");
  await eraseBuyer(world, { buyerIds: [maxine.buyerId], addresses: [], orderIds: [] });
  expect(await marksOf(rewardId)).toMatchObject({ place_mark: null, agreed_mark: null });
});

test("a customer that became another keeps what they confirmed: at the same address it needs nobody's word", async () => {
  const rewardId = await taken();
  const { buyerId } = await aBuyer(world);
  shop.gifts.destinations.set(buyerId, HOME);
  await handOverRewards(world, { deletedId: maxine.buyerId, buyerId, merged: null });
  expect(await sendTo(rewardId)).toMatchObject({ is: "confirmed" });
  shop.gifts.destinations.set(buyerId, AUNT);
  expect(await approve(rewardId, { seenMark: auntMark })).toEqual({ outcome: "another address" });
});

test("the database keeps marks of sent products only, and an agreement only with a yes", async () => {
  const rewardId = await taken();
  const set = (what: string) => t.sql(`UPDATE reward SET ${what} WHERE reward_id = $1`, [rewardId]);
  await expect(set("place_mark = '1 High Street'")).rejects.toThrow(/reward_place_mark/);
  await expect(set("kind = 'product code'")).rejects.toThrow(/reward_place_mark/);
  await expect(set("agreed_mark = place_mark")).rejects.toThrow(/reward_agreed_mark/);
});
