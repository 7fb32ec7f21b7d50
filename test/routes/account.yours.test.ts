/** What an ambassador changes from their customer account: the same presses as on the store's page, for who the token names. */
import { describe, expect, test } from "vitest";
import type { RewardsAnswer, YoursView } from "~/account/answers";
import { pressKey } from "~/storefront/press-key.server";
import { askAccount, type AskAccount } from "../support/account";
import { aLine, anAmbassador, anOrder, aProduct, aProgram, aShop, type BuiltAmbassador } from "../support/builders";
import { askStorefront, marksOf, textOf } from "../support/storefront";
import { testWorld } from "../support/world";

const t = await testWorld();
const { world, shopId } = t;
await aShop(world);
await aShop(t.worldOf("other.myshopify.com"));
const program = await aProgram(world);

type Page = Extract<RewardsAnswer, { outcome: "page" }>;
type Fields = [string, string][];

async function page(who: BuiltAmbassador, more: Partial<AskAccount> = {}): Promise<Page> {
  const { status, body } = await askAccount({ shop: shopId, path: "/rewards", buyerId: who.buyerId, ...more });
  if (status !== 200 || body.outcome !== "page") throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
/** Presses the button this page carries for it. */
async function press(who: BuiltAmbassador, intent: string, keyOf: (page: Page) => string, fields: Fields = []): Promise<Page> {
  const requestKey = keyOf(await page(who));
  return page(who, { form: [["intent", intent], ["requestKey", requestKey], ...fields] });
}
const pause = (who: BuiltAmbassador) => press(who, "pause", ({ view }) => view.yours!.pause!.requestKey);
const resume = (who: BuiltAmbassador) => press(who, "resume", ({ view }) => view.paused!.requestKey);
const changeCode = (who: BuiltAmbassador, code: string) => press(who, "code", ({ view }) => view.yours!.code.requestKey, [["code", code]]);
const saveOwnPage = (who: BuiltAmbassador, fields: Fields) => press(who, "own-page", ({ view }) => view.yours!.ownPage.requestKey, fields);
const saveProfile = (who: BuiltAmbassador, fields: Fields) => press(who, "profile", ({ view }) => view.yours!.profile.requestKey, fields);
const ofLanding = (who: BuiltAmbassador) => askStorefront({ shop: shopId, path: `/${who.slug}` });

test("a break closes the friends' page, stands on top with the way back, shares nothing, and ends by one press", async () => {
  const maxine = await anAmbassador(world, program);
  const paused = await pause(maxine);
  expect([paused.said!.outcome, paused.view.yours!.pause]).toEqual(["paused", null]);
  expect(paused.view.paused!.text).toMatch(/You're taking a break since 2 November/);
  expect([paused.view.share!.link, paused.view.share!.ways, paused.view.share!.captions]).toEqual([null, [], []]);
  expect(paused.view.share!.codes).toMatchObject([{ code: maxine.code, live: true }]);
  expect(marksOf(await ofLanding(maxine), "data-outcome")).toEqual(["paused"]);
  const { body } = await askAccount({ shop: shopId, path: "/standing", buyerId: maxine.buyerId });
  expect(body).toMatchObject({ outcome: "ambassador", share: null });

  const back = await resume(maxine);
  expect([back.said!.outcome, back.view.paused, back.view.share!.ways.length]).toEqual(["resumed", null, 2]);
  expect(marksOf(await ofLanding(maxine), "data-slug")).toEqual([maxine.slug]);
});

describe("another code", () => {
  test("is on its way at once; the old one works for thirty days, is called old, and is what is shared meanwhile", async () => {
    const maxine = await anAmbassador(world, program);
    const { said, view } = await changeCode(maxine, "maxine-loves");
    expect([said!.outcome, said!.tone, view.making]).toEqual(["code changed", "good", true]);
    expect(view.share!.codes.map(({ code, live, toShare }) => [code, live, toShare])).toEqual([
      ["MAXINE-LOVES", false, true],
      [maxine.code, true, false],
    ]);
    expect(view.share!.codes[1].sentence).toContain("until 2 December");
    expect(view.share!.captions[0]).toContain(`my code ${maxine.code}`);
    await t.sql("UPDATE share_code SET state = 'live', live_at = created_at WHERE code = 'MAXINE-LOVES'");
    // As on the store's page: now that it is there, the new one is shared.
    expect((await page(maxine)).view.share!.captions[0]).toContain("my code MAXINE-LOVES");
    const standing = await askAccount({ shop: shopId, path: "/standing", buyerId: maxine.buyerId });
    expect(standing.body).toMatchObject({ share: { code: "MAXINE-LOVES" } });
  });

  test("that was theirs before and still works is theirs again; the other stands beside it as the old one", async () => {
    const maxine = await anAmbassador(world, program);
    await changeCode(maxine, "maxine-dearly");
    await t.sql("UPDATE share_code SET state = 'live', live_at = created_at WHERE code = 'MAXINE-DEARLY'");
    const typing = await askAccount({ shop: shopId, path: `/code?code=${maxine.code}`, buyerId: maxine.buyerId });
    expect(typing.body).toMatchObject({ free: true, sentence: `${maxine.code} is your old code and still works. You can have it back.` });
    const { said, view } = await changeCode(maxine, maxine.code);
    expect(said).toEqual({
      outcome: "code taken back",
      tone: "good",
      sentence: "It is your code again. The other one works for a while yet.",
    });
    expect(view.share!.codes.map(({ code, toShare }) => [code, toShare])).toEqual([
      [maxine.code, true],
      ["MAXINE-DEARLY", false],
    ]);
    await t.sql("UPDATE share_code SET retires_at = created_at WHERE code = 'MAXINE-DEARLY'");
    const late = await changeCode(maxine, "maxine-dearly");
    expect([late.said!.outcome, late.view.yours!.code.field.problem]).toEqual([
      "code ended",
      expect.stringContaining("MAXINE-DEARLY was yours. It has ended"),
    ]);
  });

  test("is answered in the language of who types it, ideas too", async () => {
    const theo = await anAmbassador(world, program, { name: "Theo" });
    const maxine = await anAmbassador(world, program);
    const typing = (language: string) => askAccount({ shop: shopId, path: `/code?code=${theo.code}`, buyerId: maxine.buyerId, language });
    expect((await typing("en")).body).toMatchObject({ ideas: expect.arrayContaining(["FROM-MAXINE"]) as string[] });
    expect((await typing("de")).body).toMatchObject({ ideas: expect.arrayContaining(["VON-MAXINE"]) as string[] });
  });

  test("that is taken or rude changes nothing, is kept as typed and answered at the field with ideas", async () => {
    const [maxine, theo] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Theo" })];
    for (const [code, outcome, sentence] of [
      [theo.code, "code taken", `${theo.code} is taken.`],
      ["fuck-it", "code refused", "might hurt somebody"],
    ]) {
      const { said, view } = await changeCode(maxine, code);
      const { field, answer } = view.yours!.code;
      expect([said!.outcome, said!.tone, field.value, answer.ideas.length]).toEqual([outcome, "problem", code, 3]);
      expect(field.problem).toContain(sentence);
      expect(view.share!.codes.map((one) => one.code)).toEqual([maxine.code]);
    }
  });
});

describe("what friends see", () => {
  async function withProducts() {
    const maxine = await anAmbassador(world, program);
    const ids: string[] = [];
    for (const title of ["Tea", "Mug", "Spoon", "Pot"]) {
      const product = await aProduct(world, { title });
      ids.push(product.productId);
      await aLine(world, { ...product, ...(await anOrder(world, { buyerId: maxine.buyerId })) });
    }
    return { maxine, ids };
  }
  const ticks = (...ids: string[]): Fields => ids.map((id) => ["favourite", id]);
  const chosen = ({ ownPage }: YoursView) => ownPage.favourites!.items.filter((item) => item.chosen).map(({ title }) => title);

  test("words and products are saved and are on the friends' page", async () => {
    const { maxine, ids } = await withProducts();
    expect(textOf(await ofLanding(maxine))).not.toMatch(/Pot|Tea/);
    const { said, view } = await saveOwnPage(maxine, [["words", " My  morning. "], ...ticks(ids[3], ids[0])]);
    expect([said!.outcome, view.yours!.ownPage.words.value, chosen(view.yours!)]).toEqual(["saved", "My morning.", ["Pot", "Tea"]]);
    expect(textOf(await ofLanding(maxine))).toMatch(/My morning\..*What Maxine loves.*Pot.*Tea/);
    const helps = [view, (await saveOwnPage(maxine, [["words", ""]])).view].map(({ yours }) => yours!.ownPage.favourites!.help);
    expect(helps).toEqual([
      expect.not.stringContaining("none of the things") as string,
      expect.stringMatching(/^Your page shows none of the things you bought/) as string,
    ]);
  });

  test("what is wrong stands at its field, what was typed and ticked is kept, and nothing is saved", async () => {
    const { maxine, ids } = await withProducts();
    const many = await saveOwnPage(maxine, [["words", "My morning."], ...ticks(...ids)]);
    expect([many.said!.outcome, chosen(many.view.yours!).length]).toEqual(["too many favourites", 4]);
    expect(many.view.yours!.ownPage.favourites!.problem).toContain("Three fit on your page.");
    const { view } = await saveOwnPage(maxine, [["words", "see evil.com <b>"]]);
    expect(view.yours!.ownPage.words).toMatchObject({ value: "see evil.com <b>", problem: expect.stringContaining("No links") as string });
    expect(await t.sql("SELECT words, favourites FROM ambassador WHERE ambassador_id = $1", [maxine.ambassadorId])).toEqual([
      { words: null, favourites: [] },
    ]);
  });
});

test("what they tell of themselves is saved with its rate; a number that is none is told at its field", async () => {
  const maxine = await anAmbassador(world, program);
  const told: Fields = [
    ["network-1", "TikTok"],
    ["handle-1", "@maxine"],
    ["followers-1", "1,200"],
    ["likes-1", "40"],
    ["comments-1", "4"],
    ["topics", "tea, dogs"],
  ];
  const saved = (await saveProfile(maxine, told)).view.yours!.profile;
  expect(saved.told).toEqual([expect.stringMatching(/maxine \(TikTok\): .* about 4 of a hundred/) as string]);
  expect([saved.lines[0].network.value, saved.lines[0].texts[1].value, saved.topics.value]).toEqual(["TikTok", "1200", "tea, dogs"]);
  const refused = await saveProfile(maxine, [
    ["handle-2", "max"],
    ["followers-2", "loads"],
  ]);
  const [, line] = refused.view.yours!.profile.lines;
  expect([refused.said!.outcome, line.texts[0].value]).toEqual(["profile refused", "max"]);
  expect(line.texts[1]).toMatchObject({ value: "loads", problem: expect.stringContaining("Just a number here") as string });
  expect(await t.sql("SELECT region, topics FROM profile WHERE ambassador_id = $1", [maxine.ambassadorId])).toEqual([
    { region: null, topics: ["tea", "dogs"] },
  ]);
});

describe.each(["pause", "resume", "code", "profile", "own-page"])("%s", (intent) => {
  const fields: Fields = [
    ["intent", intent],
    ["words", "Hi"],
    ["region", "Here"],
    ["code", "MINE-NOW"],
  ];
  const nothingChanged = async ({ ambassadorId }: BuiltAmbassador) => {
    const where = [ambassadorId];
    expect(await t.sql("SELECT paused_at, words FROM ambassador WHERE ambassador_id = $1", where)).toEqual([
      { paused_at: null, words: null },
    ]);
    expect(await t.sql("SELECT 1 FROM profile WHERE ambassador_id = $1", where)).toEqual([]);
    expect(await t.sql("SELECT 1 FROM share_code WHERE code = 'MINE-NOW'")).toEqual([]);
  };

  test("needs this page's own button, pressed by its own person", async () => {
    const [maxine, theo] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Theo" })];
    const keys = [
      "made-up",
      pressKey(world, { buyerId: theo.buyerId, purpose: intent }),
      pressKey(world, { buyerId: maxine.buyerId, purpose: "leave" }),
    ];
    for (const requestKey of keys)
      expect((await page(maxine, { form: [...fields, ["requestKey", requestKey]] })).said!.outcome).toBe("press again");
    await nothingChanged(maxine);
  });

  test.each<[string, number, Partial<AskAccount>]>([
    ["unsigned", 401, { authorization: () => null }],
    ["badly signed", 401, { secret: "not-the-secret" }],
    ["by another customer", 200, { buyerId: "404404" }],
    ["in another shop", 200, { shop: "other.myshopify.com" }],
  ])("%s changes nothing", async (_how, status, forged) => {
    const maxine = await anAmbassador(world, program);
    const requestKey = pressKey(world, { buyerId: maxine.buyerId, purpose: intent });
    const form: Fields = [...fields, ["requestKey", requestKey], ["buyerId", maxine.buyerId]];
    const answer = await askAccount({ shop: shopId, path: "/rewards", buyerId: maxine.buyerId, form, ...forged });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).not.toContain(maxine.code);
    await nothingChanged(maxine);
  });

  test("is not there for who has left", async () => {
    const maxine = await anAmbassador(world, program, { leftAt: t.clock.now() });
    const requestKey = pressKey(world, { buyerId: maxine.buyerId, purpose: intent });
    const { said, view } = await page(maxine, { form: [...fields, ["requestKey", requestKey]] });
    expect([said!.outcome, view.yours, view.paused]).toEqual(["not an ambassador", null, null]);
    await nothingChanged(maxine);
  });
});
