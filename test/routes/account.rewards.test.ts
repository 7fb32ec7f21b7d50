/** The page in the customer account: the same facts as on the store's own page, the same presses, for who the token names. */
import { describe, expect, test } from "vitest";
import type { RewardsAnswer, RewardsView } from "~/account/answers";
import { disclosures } from "~/domain/ambassador/disclosure";
import { deviceMarks } from "~/domain/order/mark";
import { POSTS_A_MINUTE } from "~/storefront/on-storefront.server";
import { accountAnswerOf, accountRequest, askAccount, type AskAccount } from "../support/account";
import { anAmbassador, aProgram, aShareCode, aShop, type BuiltAmbassador } from "../support/builders";
import { askStorefront, textOf } from "../support/storefront";
import { aTill, earn as earnIn } from "../support/till";
import { DAY_MS, testWorld } from "../support/world";

const till = aTill();
const t = await testWorld({ shop: till.shop });
const { world, shopId } = t;
await aShop(world);
const program = await aProgram(world);

const earn = (ambassador: BuiltAmbassador, amountMinor: bigint) => earnIn(world, program, ambassador, amountMinor);
const onShelf = (priceMinor: bigint, title?: string) => till.onShelf(world, program, priceMinor, title);
const ask = (who: { buyerId: string } | null, more: Partial<AskAccount> = {}) =>
  askAccount({ shop: shopId, path: "/rewards", buyerId: who?.buyerId, ...more });
async function page(who: { buyerId: string }, more: Partial<AskAccount> = {}): Promise<Extract<RewardsAnswer, { outcome: "page" }>> {
  const { status, body } = await ask(who, more);
  if (status !== 200 || body.outcome !== "page") throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
const take = ({ shelf }: RewardsView, variantId: string): Record<string, string> => {
  const { ways, priceMinor } = shelf!.items.find((one) => one.variantId === variantId)!;
  return { intent: "redeem", variantId, priceMinor, kind: ways[0].kind, requestKey: ways[0].requestKey };
};
const rewardsOf = ({ ambassadorId }: BuiltAmbassador) =>
  t.sql("SELECT price_minor, state FROM reward WHERE shop_id = $1 AND ambassador_id = $2", [shopId, ambassadorId]);

test("somebody who is no ambassador is told so kindly", async () => {
  const { status, body } = await ask({ buyerId: "404404" });
  expect([status, body.outcome]).toEqual([200, "not an ambassador"]);
});

test("it says what the store's own page says, sentence by sentence, with whole addresses and no ids of ours", async () => {
  const ambassador = await anAmbassador(world, program);
  await earn(ambassador, 1_000n);
  await onShelf(900n);
  await onShelf(4_000n, "Copper Kettle");
  const { view, said } = await page(ambassador);
  const onStore = textOf(await askStorefront({ shop: shopId, path: "/rewards", buyerId: ambassador.buyerId }));
  const sentences = [
    ...[view.greeting, view.standing, view.next!.sentence, view.tier!, view.noOrders, view.shelf!.help, view.leave!.text],
    ...view.share!.codes.map(({ sentence }) => sentence),
    ...view.share!.captions.map((caption) => caption.replace(/ https:.*$/, "")),
    ...view
      .shelf!.items.flatMap(({ note, ways }) => [note, ...ways.map((way) => (way.kind === "product code" ? way.confirm : way.take))])
      .filter((one) => one !== null),
    ...view.smallPrint.map(({ text }) => text),
    ...[view.share!.link!.help, view.share!.link!.qrHelp, view.share!.captionsHelp],
    ...[view.yours!.heading, view.yours!.ownPage.title, view.yours!.ownPage.words.label, view.yours!.ownPage.words.help!],
    ...[view.yours!.code.title, view.yours!.code.text, view.yours!.code.field.help!, view.yours!.code.answer.sentence],
    ...[...view.yours!.code.answer.ideas, view.yours!.profile.title, view.yours!.profile.help, view.yours!.profile.rate],
    ...view.yours!.profile.lines.flatMap(({ network, texts }) => [network.label, ...texts.map(({ label }) => label)]),
    ...[view.yours!.profile.topics.help!, view.yours!.profile.region.label, view.yours!.pause!.title, view.yours!.pause!.text],
  ];
  expect(sentences.length).toBeGreaterThan(40);
  expect(sentences.filter((sentence) => !onStore.includes(sentence))).toEqual([]);
  expect(said).toBeNull();
  expect(view.share!.link!.url).toMatch(new RegExp(`^https://.*/apps/regulars/${ambassador.slug}$`));
  expect(JSON.stringify(view)).not.toContain(ambassador.ambassadorId);
  expect(JSON.stringify(view)).not.toContain(program.programId);
});

test("what they acknowledged says its language where the page is in another one, and only there", async () => {
  const ambassador = await anAmbassador(world, program);
  const [, ours] = (await page(ambassador)).view.smallPrint;
  expect([ours.text, ours.language]).toEqual([disclosures["2026-11"], undefined]);
  const [rules, theirs] = (await page(ambassador, { language: "de" })).view.smallPrint;
  expect([theirs, rules.language]).toEqual([{ text: disclosures["2026-11"], language: "en" }, undefined]);
});

test("answers are personal: nobody keeps them, and every one may be read by an extension", async () => {
  const ambassador = await anAmbassador(world, program);
  const { headers } = await ask(ambassador);
  expect(Object.fromEntries(headers)).toMatchObject({
    "cache-control": "no-store",
    "content-type": "application/json; charset=utf-8",
    "access-control-allow-origin": "*",
  });
  expect(headers.get("access-control-allow-credentials")).toBeNull();
});

test("a browser that asks beforehand may ask with a token, and needs none for that", async () => {
  const request = await accountRequest({ shop: shopId, path: "/rewards", method: "OPTIONS", authorization: () => null });
  const response = await accountAnswerOf(request);
  expect([response.status, await response.text()]).toEqual([204, ""]);
  expect(response.headers.get("access-control-allow-headers")).toMatch(/Authorization/);
  expect(response.headers.get("access-control-allow-methods")).toMatch(/POST/);
});

test("what is neither looking nor pressing is refused", async () => {
  const ambassador = await anAmbassador(world, program);
  for (const method of ["PUT", "DELETE", "PATCH"]) expect((await ask(ambassador, { method })).status).toBe(405);
});

test("another shop's token opens only that shop", async () => {
  const ambassador = await anAmbassador(world, program);
  const other = t.worldOf("other.myshopify.com");
  await aShop(other);
  const { body } = await ask(ambassador, { shop: "other.myshopify.com" });
  expect(body.outcome).toBe("not an ambassador");
});

test("the page is there while the shop's token is dead", async () => {
  const ambassador = await anAmbassador(world, program);
  await t.sql("UPDATE shop SET state = 'needs permission' WHERE shop_id = $1", [shopId]);
  expect((await page(ambassador)).view.share!.codes).toMatchObject([{ code: ambassador.code, live: true }]);
  await t.sql("UPDATE shop SET state = 'installed' WHERE shop_id = $1", [shopId]);
});

test("a code that is still being made says so, and there is no link yet", async () => {
  const ambassador = await anAmbassador(world, program);
  await t.sql("DELETE FROM share_code WHERE ambassador_id = $1", [ambassador.ambassadorId]);
  await aShareCode(world, { programId: program.programId, ambassadorId: ambassador.ambassadorId, code: "LATER15", state: "waiting" });
  const { view } = await page(ambassador);
  expect([view.making, view.share!.link, view.share!.codes]).toMatchObject([true, null, [{ code: "LATER15", live: false }]]);
});

test("a code that the store's checkout didn't take isn't called theirs, and goes once another is there, on both pages", async () => {
  const ambassador = await anAmbassador(world, program);
  const { ambassadorId, code } = ambassador;
  await aShareCode(world, { programId: program.programId, ambassadorId, code: `TRIED-${code}`, state: "refused" });
  const shop = async () => {
    const { html } = await askStorefront({ shop: shopId, path: "/rewards", buyerId: ambassador.buyerId });
    return [...html.matchAll(/data-share-code="([^"]+)"/g)]
      .map(([, shown]) => shown)
      .concat(html.includes("Your code<") ? ["labelled"] : []);
  };
  const account = async () => (await page(ambassador)).view.share!.codes.map(({ code, toShare }) => [code, toShare]);
  expect([await shop(), await account()]).toEqual([[code, "labelled"], [[code, true]]]);
  await t.sql("DELETE FROM share_code WHERE ambassador_id = $1 AND code = $2", [ambassadorId, code]);
  expect([await shop(), await account()]).toEqual([[`TRIED-${code}`], [[`TRIED-${code}`, false]]]);
});

describe("taking a product", () => {
  const ready = async () => {
    const ambassador = await anAmbassador(world, program);
    await earn(ambassador, 2_000n);
    const { variantId } = await onShelf(800n);
    const { view } = await page(ambassador);
    return { ambassador, variantId, form: take(view, variantId) };
  };

  test("one press takes it, two presses at once take it once", async () => {
    const { ambassador, form, variantId } = await ready();
    const answers = await Promise.all([page(ambassador, { form }), page(ambassador, { form })]);
    expect(answers.map(({ said }) => said!.outcome).sort()).toEqual(["requested", "same request"]);
    expect(await rewardsOf(ambassador)).toEqual([{ price_minor: "800", state: "requested" }]);
    const { view, said } = await page(ambassador, { form });
    expect([said!.outcome, said!.tone, view.taken.length, view.making]).toEqual(["same request", "good", 1, true]);
    expect((await page(ambassador, { form: take(view, variantId) })).said!.outcome).toBe("requested");
  });

  test("a price that rose is asked about first, also where somebody else's press had shown it", async () => {
    const { ambassador, form, variantId } = await ready();
    const tom = await anAmbassador(world, program);
    await earn(tom, 2_000n);
    const toms = take((await page(tom)).view, variantId);
    till.prices.set(variantId, 1_800n);
    expect((await page(tom, { form: toms })).said!.outcome).toBe("price changed");
    const { said, view } = await page(ambassador, { form });
    expect([said!.outcome, said!.sentence.includes("£18.00")]).toEqual(["price changed", true]);
    expect(await rewardsOf(ambassador)).toEqual([]);
    expect((await page(ambassador, { form: take(view, variantId) })).said!.outcome).toBe("requested");
  });

  test("a button of the store's page is good here too, for the same person", async () => {
    const { ambassador, variantId, form } = await ready();
    await askStorefront({ shop: shopId, path: "/rewards", buyerId: ambassador.buyerId, form });
    expect((await page(ambassador, { form })).said!.outcome).toBe("same request");
    expect((await rewardsOf(ambassador)).length).toBe(1);
    expect(variantId).toBeTruthy();
  });

  test("an issued one leads to the store's cart by a whole address", async () => {
    const { ambassador, form } = await ready();
    await page(ambassador, { form });
    await t.sql("UPDATE reward SET state = 'issued', issued_at = requested_at WHERE shop_id = $1 AND ambassador_id = $2", [
      shopId,
      ambassador.ambassadorId,
    ]);
    const [taken] = (await page(ambassador)).view.taken;
    expect([taken.code, taken.link]).toEqual([
      expect.stringMatching(/^GIFT-/) as string,
      expect.stringMatching(/^https:\/\/[^/]+\/discount\/GIFT-/) as string,
    ]);
  });

  test.each<[string, (form: Record<string, string>, theirs: Record<string, string>, other: string) => Record<string, string>]>([
    ["for another product", (form, _theirs, other) => ({ ...form, variantId: other })],
    ["to be had another way", (form) => ({ ...form, kind: "product sent" })],
    ["with a letter changed", (form) => ({ ...form, requestKey: form.requestKey.replace(/.$/, (last) => (last === "A" ? "B" : "A")) })],
    ["without a key", (form) => ({ ...form, requestKey: "" })],
    ["of somebody else's page", (form, theirs) => ({ ...form, requestKey: theirs.requestKey })],
  ])("a button %s takes nothing", async (_what, change) => {
    const { ambassador, form, variantId } = await ready();
    const { variantId: other } = await onShelf(700n);
    const theo = await anAmbassador(world, program, { name: "Theo" });
    await earn(theo, 2_000n);
    const theirs = take((await page(theo)).view, variantId);
    const { said } = await page(ambassador, { form: change(form, theirs, other) });
    expect([said!.outcome, said!.tone]).toEqual(["press again", "problem"]);
    expect([await rewardsOf(ambassador), await rewardsOf(theo)]).toEqual([[], []]);
  });

  test("a page that stood open for more than a day asks for another press", async () => {
    const { ambassador, form } = await ready();
    await t.clock.advance(DAY_MS + 1_000);
    expect((await page(ambassador, { form })).said!.outcome).toBe("press again");
  });

  test("a form that asks for nothing we know only shows the page", async () => {
    const { ambassador } = await ready();
    for (const form of [{}, { intent: "give-me-everything" }, { intent: "redeem", variantId: "1 OR 1=1", requestKey: "x" }])
      expect((await page(ambassador, { form: form as Record<string, string> })).said).toBeNull();
    expect(await rewardsOf(ambassador)).toEqual([]);
  });
});

describe("leaving", () => {
  test("takes one press, keeps what is theirs, and closes the page", async () => {
    const ambassador = await anAmbassador(world, program);
    await earn(ambassador, 1_200n);
    const form = { intent: "leave", requestKey: (await page(ambassador)).view.leave!.requestKey };
    const { said, view } = await page(ambassador, { form, ip: "198.51.100.1" });
    expect([said!.outcome, view.standing.includes("£12.00 stays yours")]).toEqual(["left", true]);
    expect([view.share, view.shelf, view.leave, view.amounts]).toEqual([null, null, null, []]);
    expect((await page(ambassador, { form })).said!.outcome).toBe("already left");
    const marks = deviceMarks(world, ["198.51.100.1"]);
    expect(await t.sql("SELECT state, marks FROM ambassador WHERE ambassador_id = $1", [ambassador.ambassadorId])).toEqual([
      { state: "left", marks },
    ]);
  });

  test("needs the page's own button", async () => {
    const ambassador = await anAmbassador(world, program);
    expect((await page(ambassador, { form: { intent: "leave", requestKey: "made-up" } })).said!.outcome).toBe("press again");
    expect(await t.sql("SELECT state FROM ambassador WHERE ambassador_id = $1", [ambassador.ambassadorId])).toEqual([{ state: "active" }]);
  });
});

describe("too much", () => {
  test("who posts by the hundred is slowed; looking, other pages and others are not", async () => {
    const ip = "198.51.100.77";
    const stranger = { buyerId: "404404" };
    // What is too large is counted too, and costs least.
    const form = { intent: "x".repeat(65 * 1024) };
    const post = () => ask(stranger, { path: "/standing", form, ip });
    const statuses = new Set<number>();
    for (let posts = 0; posts < POSTS_A_MINUTE; posts += 25)
      for (const { status } of await Promise.all(Array.from({ length: 25 }, post))) statuses.add(status);
    expect([...statuses]).toEqual([413]);
    const slowed = await post();
    expect([slowed.status, slowed.body.outcome, Number(slowed.headers.get("retry-after")) > 0]).toEqual([429, "too many", true]);
    expect((await ask(stranger, { path: "/standing", ip })).status).toBe(200);
    expect((await ask(stranger, { path: "/rewards", form: {}, ip })).status).toBe(200);
    expect((await ask(stranger, { path: "/standing", form: {} })).status).toBe(200);
  }, 60_000);

  test("a form of a megabyte is not even read", async () => {
    const ambassador = await anAmbassador(world, program);
    const { status, body } = await ask(ambassador, { form: { intent: "leave", requestKey: "x".repeat(1_000_000) } });
    expect([status, body.outcome]).toEqual([413, "too large"]);
  });
});
