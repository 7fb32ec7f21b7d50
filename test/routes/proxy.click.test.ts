/** A friend who comes again: the same code while it is good, and what waits for them, told to nobody without the click's id. */
import { beforeEach, describe, expect, test } from "vitest";
import { noteClickUse } from "~/domain/click/note-click-use.server";
import { aClick, anAmbassador, aProgram, aShop } from "../support/builders";
import { askStorefront, marksOf } from "../support/storefront";
import { DAY_MS, SHOP, testWorld } from "../support/world";

const t = await testWorld();
const { world, shopId } = t;
await aShop(world);
const program = await aProgram(world);
const { programId } = program;
let maxine: Awaited<ReturnType<typeof anAmbassador>>;
let pool = 0;

beforeEach(async () => {
  maxine = await anAmbassador(world, program, { name: "Maxine" });
  await t.sql("INSERT INTO click_code (shop_id, code, program_id, state, minting_id) VALUES ($1, $2, $3, 'ready', gen_random_uuid())", [
    shopId,
    `POOL${++pool}`,
    programId,
  ]);
});

/** The code and the click that a press led to. */
async function press(slug: string, had = ""): Promise<{ code: string; clickId: string }> {
  const go = await askStorefront({ shop: shopId, path: `/${slug}`, form: { redirect: "/", had } });
  const onward = new URL(marksOf(go, "data-go-to")[0], "https://small.example");
  return { code: onward.pathname.split("/")[2], clickId: marksOf(go, "data-click")[0] };
}
const clicksOf = async (ambassadorId: string) =>
  (await t.sql<{ n: number }>("SELECT count(*)::int AS n FROM click WHERE ambassador_id = $1", [ambassadorId]))[0].n;

describe("a second press", () => {
  test("within the hour is the same press: the same code and click, and nothing is taken or written", async () => {
    const first = await press(maxine.slug);
    expect(await press(maxine.slug, first.clickId)).toEqual(first);
    expect(await press(maxine.slug.toUpperCase(), first.clickId.toUpperCase())).toEqual(first);
    expect(await clicksOf(maxine.ambassadorId)).toBe(1);
  });

  test("later is a click of its own with the same code, and the days that count run from it, whichever of the clicks was kept", async () => {
    const first = await press(maxine.slug);
    await t.clock.advance(29 * DAY_MS);
    const second = await press(maxine.slug, first.clickId);
    expect(second).toEqual({ code: first.code, clickId: expect.not.stringMatching(first.clickId) });
    expect(await clicksOf(maxine.ambassadorId)).toBe(2);
    const until = new Date(t.clock.now().getTime() + 30 * DAY_MS).toISOString();
    for (const { clickId } of [first, second])
      expect(JSON.parse((await askStorefront({ shop: shopId, path: `/click/${clickId}` })).whole)).toMatchObject({ until });
    await t.clock.advance(29 * DAY_MS);
    const third = await press(maxine.slug, first.clickId);
    expect([third.code, third.clickId === second.clickId]).toEqual([first.code, false]);
  });

  test("in two tabs at once is one click more", async () => {
    const first = await press(maxine.slug);
    await t.clock.advance(DAY_MS);
    const tabs = await Promise.all([1, 2, 3, 4].map(() => press(maxine.slug, first.clickId)));
    expect(new Set(tabs.map(({ clickId }) => clickId)).size).toBe(1);
    expect(await clicksOf(maxine.ambassadorId)).toBe(2);
  });

  test("after an order with any press of that code is a new code, whichever click was kept", async () => {
    const first = await press(maxine.slug);
    await t.clock.advance(DAY_MS);
    const second = await press(maxine.slug, first.clickId);
    await noteClickUse(world, { codes: [], clickId: second.clickId, placedAt: t.clock.now() });
    for (const { clickId } of [first, second]) {
      expect((await press(maxine.slug, clickId)).code).not.toBe(first.code);
      expect((await askStorefront({ shop: shopId, path: `/click/${clickId}` })).status).toBe(404);
    }
  });

  test("without anything kept, a new code", async () => {
    const first = await press(maxine.slug);
    const second = await press(maxine.slug);
    expect(second.clickId).not.toBe(first.clickId);
    expect(await clicksOf(maxine.ambassadorId)).toBe(2);
  });

  test("a new code once something was ordered with the old", async () => {
    const first = await press(maxine.slug);
    await t.sql("UPDATE click SET ordered_at = $2 WHERE click_id = $1", [first.clickId, t.clock.now()]);
    expect((await press(maxine.slug, first.clickId)).clickId).not.toBe(first.clickId);
  });

  test("a new code once the old click counts no longer", async () => {
    const { clickId } = await aClick(world, { programId, ...maxine, clickedAt: new Date(t.clock.now().getTime() - 30 * DAY_MS) });
    expect((await press(maxine.slug, clickId)).clickId).not.toBe(clickId);
    const fresh = await aClick(world, { programId, ...maxine, clickedAt: new Date(t.clock.now().getTime() - 30 * DAY_MS + 1) });
    expect((await press(maxine.slug, fresh.clickId)).code).toBe(fresh.code);
  });

  test("somebody else's click is no key to their code", async () => {
    const tom = await anAmbassador(world, program, { name: "Tom" });
    const hers = await press(maxine.slug);
    expect((await press(tom.slug, hers.clickId)).code).not.toBe(hers.code);
  });

  test("another store's click is unknown here", async () => {
    const other = t.worldOf("other-store.myshopify.com");
    await aShop(other);
    const theirProgram = await aProgram(other);
    const theirs = await aClick(other, { ...theirProgram, ...(await anAmbassador(other, theirProgram)) });
    expect((await press(maxine.slug, theirs.clickId)).clickId).not.toBe(theirs.clickId);
    expect((await askStorefront({ shop: SHOP, path: `/click/${theirs.clickId}` })).status).toBe(404);
  });

  test.each(["x", "' OR 1=1 --", "\u0000", "00000000-0000-4000-8000-000000000000", "{{ shop.secret }}", "y".repeat(10_000)])(
    "%j kept in the browser is as if nothing were",
    async (had) => expect((await press(maxine.slug, had)).code).toMatch(/^[A-Z0-9-]+$/),
  );
});

describe("what waits for a friend", () => {
  const ask = (clickId: string) => askStorefront({ shop: shopId, path: `/click/${encodeURIComponent(clickId)}` });

  test("whose offer it is, how much, the code, until when; never stored", async () => {
    const { clickId, code } = await press(maxine.slug);
    const answer = await ask(clickId);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const until = new Date(t.clock.now().getTime() + 30 * DAY_MS).toISOString();
    expect(JSON.parse(answer.whole)).toEqual({ name: "Maxine", slug: maxine.slug, offer: "15%", code, until });
  });

  test("nothing once it was ordered with, has run out, or its ambassador left", async () => {
    const [ordered, left] = [await press(maxine.slug), await press(maxine.slug)];
    const old = await aClick(world, { programId, ...maxine, clickedAt: new Date(t.clock.now().getTime() - 31 * DAY_MS) });
    await t.sql("UPDATE click SET ordered_at = $2 WHERE click_id = $1", [ordered.clickId, t.clock.now()]);
    for (const { clickId } of [ordered, old]) expect((await ask(clickId)).status).toBe(404);
    await t.sql("UPDATE ambassador SET state = 'left', left_at = $2 WHERE ambassador_id = $1", [maxine.ambassadorId, t.clock.now()]);
    expect((await ask(left.clickId)).status).toBe(404);
  });

  test.each(["x", "%00", "00000000-0000-4000-8000-000000000000"])("%s is nobody's click", async (clickId) => {
    const answer = await ask(clickId);
    expect([answer.status, answer.whole]).toEqual([404, "null"]);
  });
});
