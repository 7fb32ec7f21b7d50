/** The rewards page: whose it is, Shopify says; what it shows, our own rows say; what its buttons do is done once. */
import { describe, expect, test } from "vitest";
import { deviceMarks } from "~/domain/order/mark";
import { anAmbassador, aProgram, aShareCode, aShop, type BuiltAmbassador, type BuiltProgram } from "../support/builders";
import { pressKey } from "~/storefront/press-key.server";
import { redeemPurpose } from "~/storefront/rewards-shelf";
import { askStorefront, formWith, marksOf, textOf, type Ask } from "../support/storefront";
import { aTill, earn as earnIn } from "../support/till";
import { DAY_MS, testWorld } from "../support/world";

const till = aTill();
const t = await testWorld({ shop: till.shop });
const { world, shopId } = t;
await aShop(world);
const program = await aProgram(world);

const earn = (ambassador: BuiltAmbassador, amountMinor: bigint, of: BuiltProgram = program) => earnIn(world, of, ambassador, amountMinor);
const onShelf = (priceMinor: bigint, title?: string) => till.onShelf(world, program, priceMinor, title);
const ask = (who: { buyerId: string } | null, more: Partial<Ask> = {}) =>
  askStorefront({ shop: shopId, path: "/rewards", buyerId: who?.buyerId, ...more });
const redeemForm = (page: { html: string }, variantId: string) => formWith(page, { intent: "redeem", variantId });

test("nobody signed in is shown the way in, which leads back, and no data", async () => {
  const page = await ask(null);
  expect([page.status, marksOf(page, "data-regulars-page"), marksOf(page, "data-outcome")]).toEqual([200, ["rewards"], ["signed out"]]);
  // Under new customer accounts it leads back by itself, legacy ones are told where to.
  expect(page.html).toMatch(/href="\{% if routes.storefront_login_url %\}[^"<]*\{% endif %\}"/);
  expect(page.html.match(/\{[{%]/g)).toHaveLength(6);
  expect(page.html).not.toMatch(/data-share-code|<form/);
});

test("somebody who is no ambassador is told so kindly", async () => {
  const page = await ask({ buyerId: "404404" });
  expect([page.status, marksOf(page, "data-outcome")]).toEqual([200, ["not an ambassador"]]);
});

test("top to bottom: where you stand, what is next, sharing, orders, the shelf, small print and leaving", async () => {
  const ambassador = await anAmbassador(world, program);
  await onShelf(900n);
  const page = await ask(ambassador);
  expect([page.status, marksOf(page, "data-regulars-page"), marksOf(page, "data-slug")]).toEqual([200, ["rewards"], [ambassador.slug]]);
  expect(marksOf(page, "data-share-code")).toEqual([ambassador.code]);
  const order = [
    "No friend has bought yet; £0.00 is yours.",
    "What you could have",
    "£9.00 to go for the Jubilee Mug",
    "Tell your friends",
    "Words you can use",
    "#ad 15% off",
    "What your friends bought",
    "What you can take",
    "The small print",
    "Leave",
  ].map((text) => textOf(page).indexOf(text));
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(page.html).toMatch(/<svg[^>]*role="img"[^>]*aria-label/);
  expect(page.whole).toMatch(/^<style>[^<]*\.regulars-button[^<]*<\/style><div class="regulars"[\s\S]*<script>[\s\S]*<\/script>$/);
});

test("as a part it is the same page without the theme's layout, style or script, for the block in a theme", async () => {
  const ambassador = await anAmbassador(world, program);
  const page = await ask(ambassador, { path: "/rewards?part=1" });
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(page.html).toMatch(/^<div class="regulars" data-regulars-page="rewards"/);
  expect(page.whole).not.toMatch(/<style|<script|<h1/);
});

test("64 · another customer's id in the address or the form is ignored", async () => {
  const [mine, theirs] = [await anAmbassador(world, program, { name: "Mia" }), await anAmbassador(world, program, { name: "Theo" })];
  await earn(theirs, 5_000n);
  const { variantId } = await onShelf(800n);
  const page = await ask(mine, { path: `/rewards?customer_id=${theirs.buyerId}&buyerId=${theirs.buyerId}` });
  expect(marksOf(page, "data-share-code")).toEqual([mine.code]);
  const fields = redeemForm(await ask(theirs), variantId);
  const answer = await ask(mine, {
    form: { ...fields, buyerId: theirs.buyerId, logged_in_customer_id: theirs.buyerId, ambassadorId: theirs.ambassadorId },
  });
  // Theo's button is no good in Mia's hands, whatever else she sends.
  expect(marksOf(answer, "data-outcome")).toEqual(["press again"]);
  expect(
    await t.sql("SELECT ambassador_id FROM reward WHERE shop_id = $1 AND ambassador_id IN ($2, $3)", [
      shopId,
      mine.ambassadorId,
      theirs.ambassadorId,
    ]),
  ).toEqual([]);
});

test("66 · the page is there while Shopify's API is down and the shop's token is dead", async () => {
  const ambassador = await anAmbassador(world, program);
  await t.sql("UPDATE shop SET state = 'needs permission' WHERE shop_id = $1", [shopId]);
  till.dead = true;
  const before = till.asked;
  const page = await ask(ambassador);
  expect([page.status, marksOf(page, "data-share-code"), till.asked]).toEqual([200, [ambassador.code], before]);
  till.dead = false;
  await t.sql("UPDATE shop SET state = 'installed' WHERE shop_id = $1", [shopId]);
});

describe("taking a product", () => {
  const ready = async (earned: bigint, price: bigint) => {
    const ambassador = await anAmbassador(world, program);
    await earn(ambassador, earned);
    const { variantId } = await onShelf(price);
    return { ambassador, variantId, page: await ask(ambassador) };
  };
  const rewardsOf = (ambassador: BuiltAmbassador) =>
    t.sql("SELECT price_minor, state FROM reward WHERE shop_id = $1 AND ambassador_id = $2", [shopId, ambassador.ambassadorId]);

  test("37 · each product says its price and whether it can be had", async () => {
    const { page, variantId } = await ready(1_000n, 800n);
    const form = new RegExp(`<form[^>]*data-price-minor="800"[^>]*data-affordable="true"[^>]*>(?:(?!</form>).)*value="${variantId}"`, "s");
    expect(page.html).toMatch(form);
    expect(page.html).toContain('data-price-minor="900" data-affordable="true"');
  });

  test("one press takes it, two presses at once take it once", async () => {
    const { ambassador, variantId, page } = await ready(2_000n, 800n);
    const form = redeemForm(page, variantId);
    const answers = await Promise.all([ask(ambassador, { form }), ask(ambassador, { form })]);
    expect(answers.flatMap((answer) => marksOf(answer, "data-outcome")).sort()).toEqual(["requested", "same request"]);
    expect(await rewardsOf(ambassador)).toEqual([{ price_minor: "800", state: "requested" }]);
    const again = await ask(ambassador, { form });
    expect([marksOf(again, "data-outcome"), marksOf(again, "data-reward-state"), marksOf(again, "data-reward-code")]).toEqual([
      ["same request"],
      ["requested"],
      [],
    ]);
    expect(textOf(again)).toContain("£12.00 is yours");
    // A page shown anew has another button, which takes another one.
    expect(marksOf(await ask(ambassador, { form: redeemForm(again, variantId) }), "data-outcome")).toEqual(["requested"]);
  });

  test("an issued reward shows its code and puts it in the cart", async () => {
    const { ambassador, variantId, page } = await ready(2_000n, 800n);
    await ask(ambassador, { form: redeemForm(page, variantId) });
    await t.sql("UPDATE reward SET state = 'issued', issued_at = requested_at WHERE shop_id = $1 AND ambassador_id = $2", [
      shopId,
      ambassador.ambassadorId,
    ]);
    const after = await ask(ambassador);
    const [code] = marksOf(after, "data-reward-code");
    expect(code).toMatch(/^GIFT-/);
    expect(after.html).toContain(`href="/discount/${code}?redirect=%2Fproducts%2F`);
  });

  test.each<[string, (fields: Record<string, string>, other: string) => Record<string, string>]>([
    ["for another product", (fields, other) => ({ ...fields, variantId: other })],
    [
      "with a letter changed",
      (fields) => ({ ...fields, requestKey: fields.requestKey.replace(/.$/, (last) => (last === "A" ? "B" : "A")) }),
    ],
    ["without a key", (fields) => ({ ...fields, requestKey: "" })],
    ["with a key of its own making", (fields) => ({ ...fields, requestKey: `t0000.aaaaaaaaaaaaaaaa.${"A".repeat(43)}` })],
  ])("a button %s takes nothing", async (_what, change) => {
    const { ambassador, variantId, page } = await ready(2_000n, 800n);
    const { variantId: other } = await onShelf(700n);
    const answer = await ask(ambassador, { form: change(redeemForm(page, variantId), other) });
    expect(marksOf(answer, "data-outcome")).toEqual(["press again"]);
    expect(await rewardsOf(ambassador)).toEqual([]);
  });

  test("a page that stood open for more than a day asks for another press", async () => {
    const { ambassador, variantId, page } = await ready(2_000n, 800n);
    await t.clock.advance(DAY_MS + 1_000);
    const answer = await ask(ambassador, { form: redeemForm(page, variantId) });
    expect(marksOf(answer, "data-outcome")).toEqual(["press again"]);
    expect(marksOf(await ask(ambassador, { form: redeemForm(answer, variantId) }), "data-outcome")).toEqual(["requested"]);
  });

  test("the price that was read is the price that is taken: another's press, or a number typed into the form, raises it for nobody", async () => {
    const { ambassador, variantId, page } = await ready(2_000n, 800n);
    const tom = await anAmbassador(world, program);
    await earn(tom, 2_000n);
    const toms = await ask(tom);
    till.prices.set(variantId, 1_800n);
    expect(marksOf(await ask(tom, { form: redeemForm(toms, variantId) }), "data-outcome")).toEqual(["price changed"]);
    const typed = { ...redeemForm(page, variantId), priceMinor: "1800" };
    expect(marksOf(await ask(ambassador, { form: typed }), "data-outcome")).toEqual(["press again"]);
    const answer = await ask(ambassador, { form: redeemForm(page, variantId) });
    expect([marksOf(answer, "data-outcome"), textOf(answer).includes("changed to £18.00")]).toEqual([["price changed"], true]);
    expect(await rewardsOf(ambassador)).toEqual([]);
    expect(marksOf(await ask(ambassador, { form: redeemForm(answer, variantId) }), "data-outcome")).toEqual(["requested"]);
  });

  test("a button of a page that told no price yet asks for another press", async () => {
    const { ambassador, variantId, page } = await ready(2_000n, 800n);
    const { priceMinor: _, ...before } = redeemForm(page, variantId);
    expect(marksOf(await ask(ambassador, { form: before }), "data-outcome")).toEqual(["press again"]);
    expect(await rewardsOf(ambassador)).toEqual([]);
  });

  test("what is wrong is said and nothing is taken", async () => {
    const { ambassador, variantId, page } = await ready(1_000n, 800n);
    till.prices.set(variantId, 950n);
    const dearer = await ask(ambassador, { form: redeemForm(page, variantId) });
    expect([marksOf(dearer, "data-outcome"), textOf(dearer).includes("changed to £9.50")]).toEqual([["price changed"], true]);
    till.dead = true;
    expect(marksOf(await ask(ambassador, { form: redeemForm(page, variantId) }), "data-outcome")).toEqual(["try later"]);
    till.dead = false;
    till.prices.delete(variantId);
    expect(marksOf(await ask(ambassador, { form: redeemForm(page, variantId) }), "data-outcome")).toEqual(["gone"]);
    expect(await rewardsOf(ambassador)).toEqual([]);
    const dear = await onShelf(5_000n);
    expect((await ask(ambassador)).html).not.toContain(`value="${dear.variantId}"`);
    // Its button was there before a friend's return, say.
    const requestKey = pressKey(world, {
      buyerId: ambassador.buyerId,
      purpose: redeemPurpose({ kind: "product code", variantId: dear.variantId, priceMinor: "5000" }),
    });
    const short = await ask(ambassador, { form: { intent: "redeem", variantId: dear.variantId, priceMinor: "5000", requestKey } });
    expect([marksOf(short, "data-outcome"), textOf(short).includes("needs £40.00 more")]).toEqual([["balance too low"], true]);
  });

  test("a form that asks for nothing we know only shows the page", async () => {
    const { ambassador } = await ready(2_000n, 800n);
    for (const form of [{}, { intent: "give-me-everything" }, { intent: "redeem", variantId: "1 OR 1=1", requestKey: "x" }] as Record<
      string,
      string
    >[]) {
      const page = await ask(ambassador, { form });
      expect([page.status, marksOf(page, "data-outcome")]).toEqual([200, []]);
    }
  });
});

describe("leaving", () => {
  test("takes one press, keeps what is theirs and says so; their friends' page is closed", async () => {
    const ambassador = await anAmbassador(world, program);
    await earn(ambassador, 1_200n);
    const form = formWith(await ask(ambassador), { intent: "leave" });
    const left = await ask(ambassador, { form });
    expect([marksOf(left, "data-outcome"), textOf(left).includes("£12.00 stays yours")]).toEqual([["left"], true]);
    expect(left.html).not.toMatch(/data-affordable|data-copy/);
    expect(marksOf(await ask(ambassador, { form }), "data-outcome")).toEqual(["already left"]);
    const landing = await askStorefront({ shop: shopId, path: `/${ambassador.slug}` });
    expect([landing.status, marksOf(landing, "data-outcome")]).toEqual([200, ["closed"]]);
    expect(landing.html).not.toContain("Maxine");
  });

  test("and any press of theirs remembers the connection it came by, as a mark", async () => {
    const ambassador = await anAmbassador(world, program);
    const form = formWith(await ask(ambassador), { intent: "leave" });
    await ask(ambassador, { form, ip: "198.51.100.1, 203.0.113.50" });
    const marks = deviceMarks(world, ["198.51.100.1", "203.0.113.50"]);
    expect(await t.sql("SELECT marks FROM ambassador WHERE ambassador_id = $1", [ambassador.ambassadorId])).toEqual([{ marks }]);
  });

  test("needs the page's own button", async () => {
    const ambassador = await anAmbassador(world, program);
    expect(marksOf(await ask(ambassador, { form: { intent: "leave", requestKey: "made-up" } }), "data-outcome")).toEqual(["press again"]);
    // What was not theirs to press marks nobody.
    expect(await t.sql("SELECT marks FROM ambassador WHERE ambassador_id = $1", [ambassador.ambassadorId])).toEqual([{ marks: [] }]);
    expect(await t.sql("SELECT state FROM ambassador WHERE ambassador_id = $1", [ambassador.ambassadorId])).toEqual([{ state: "active" }]);
  });
});

test("a code that is still being made says so and offers nothing to copy", async () => {
  const ambassador = await anAmbassador(world, program);
  await t.sql("DELETE FROM share_code WHERE ambassador_id = $1", [ambassador.ambassadorId]);
  await aShareCode(world, { programId: program.programId, ambassadorId: ambassador.ambassadorId, code: "SOON15", state: "waiting" });
  const page = await ask(ambassador);
  expect(marksOf(page, "data-share-code-state")).toEqual(["waiting"]);
  expect(page.html).toContain("data-regulars-again");
  expect(page.html).not.toContain("data-copy");
});
