import { describe, expect, test } from "vitest";
import { publishDiscount } from "~/domain/code/publish-discount.server";
import { defaultSettings } from "~/domain/program/program";
import { saveSettings } from "~/domain/program/save-settings.server";
import { ShopProblem } from "~/ports/shop";
import { fakeShops } from "../../support/fake-shops";

const t = await fakeShops();
const settings = defaultSettings("GBP");

async function withDiscount() {
  const shop = await t.open();
  const [{ discount_id: discountId }] = await shop.rows<{ discount_id: string }>(
    "SELECT discount_id FROM discount WHERE shop_id = $1 AND kind = 'share'",
  );
  const row = async () =>
    (await shop.rows("SELECT state, problem, shopify_id IS NOT NULL AS known FROM discount WHERE shop_id = $1 AND kind = 'share'"))[0];
  return { ...shop, discountId, row, publish: () => publishDiscount(shop.world, { discountId }) };
}

describe("a programme's discount in Shopify", () => {
  test("is made once, starts a minute back, and never by its lead code alone", async () => {
    const { publish, fake, row } = await withDiscount();
    expect(await publish()).toEqual({ outcome: "live" });
    expect(await publish()).toEqual({ outcome: "live" });
    expect(fake.calls.createOfferDiscount).toBe(1);
    const [made] = fake.discounts.values();
    expect(made).toMatchObject({ offerBp: 1_500, usageLimit: null, startsAt: new Date(t.clock.now().getTime() - 60_000) });
    expect(await row()).toEqual({ state: "live", problem: null, known: true });
    expect([...fake.codes.keys()][0]).toMatch(/^LEAD-[0-9A-HJKMNP-TV-Z]{20}$/);
  });

  test("made although the reply was lost, it is found by its lead code and not made again", async () => {
    const { publish, fake, row, discountId, rows } = await withDiscount();
    fake.loseReply("createOfferDiscount");
    await expect(publish()).rejects.toBeInstanceOf(ShopProblem);
    expect(await row()).toMatchObject({ state: "intended", known: false });
    expect(await publish()).toEqual({ outcome: "live" });
    expect(fake.discounts.size).toBe(1);
    expect(await rows("SELECT shopify_id FROM discount WHERE shop_id = $1 AND discount_id = $2", [discountId])).toEqual([
      { shopify_id: [...fake.discounts.keys()][0] },
    ]);
  });

  test("found after a lost reply, it gets the offer in force now", async () => {
    const { publish, fake, world } = await withDiscount();
    fake.loseReply("createOfferDiscount");
    await expect(publish()).rejects.toThrow();
    await saveSettings(world, { settings: { ...settings, offerBp: 2_500 }, savedBy: "Olga" });
    await t.runDueJobs();
    for (const { offerBp } of fake.discounts.values()) expect(offerBp).toBe(2_500);
  });

  test("in a store that sells subscriptions it is on their first order, and on every one where the owner lets renewals count", async () => {
    const { publish, fake, world } = await withDiscount();
    const on = () => [...fake.discounts.values()].map(({ subscriptions }) => subscriptions);
    await publish();
    expect(on()).toEqual([null]);
    fake.sellsSubscriptions = true;
    await saveSettings(world, { settings: { ...settings, renewalsCount: true }, savedBy: "Olga" });
    await t.runDueJobs();
    expect(new Set(on())).toEqual(new Set(["every order"]));
    fake.meanwhile = async (call) => {
      if (call !== "changeOfferDiscount") return;
      fake.meanwhile = null;
      await saveSettings(world, { settings: { ...settings, renewalsCount: false }, savedBy: "Olga" });
    };
    expect(await publish()).toEqual({ outcome: "live" });
    await t.runDueJobs();
    expect(new Set(on())).toEqual(new Set(["first order"]));
  });

  test("an offer changed while Shopify was being told of the last change wins in the end", async () => {
    const { publish, fake, world } = await withDiscount();
    await publish();
    fake.meanwhile = async (call) => {
      if (call !== "changeOfferDiscount") return;
      fake.meanwhile = null;
      await saveSettings(world, { settings: { ...settings, offerBp: 3_000 }, savedBy: "Olga" });
    };
    await saveSettings(world, { settings: { ...settings, offerBp: 2_000 }, savedBy: "Olga" });
    await t.runDueJobs();
    for (const { offerBp } of fake.discounts.values()) expect(offerBp).toBe(3_000);
  });

  test("refused, it has failed with Shopify's words, and saving the offer anew tries again", async () => {
    const { publish, fake, row, world } = await withDiscount();
    fake.refuse("createOfferDiscount", "refused");
    expect(await publish()).toEqual({ outcome: "refused", problem: "fake shop: createOfferDiscount refused" });
    expect(await row()).toEqual({ state: "failed", problem: "fake shop: createOfferDiscount refused", known: false });
    await saveSettings(world, { settings: { ...settings, offerBp: 2_000 }, savedBy: "Olga" });
    await t.runDueJobs();
    expect(await row()).toEqual({ state: "live", problem: null, known: true });
  });

  test("a refused change leaves it live as it was, and the owner can read why", async () => {
    const { publish, fake, row } = await withDiscount();
    await publish();
    fake.refuse("changeOfferDiscount", "refused");
    expect(await publish()).toMatchObject({ outcome: "refused" });
    expect(await row()).toEqual({ state: "live", problem: "fake shop: changeOfferDiscount refused", known: true });
  });
});
