/** An ambassador's page for friends: looking takes nothing, the button takes one code and leads on within the store. */
import { describe, expect, test } from "vitest";
import { safePath } from "~/storefront/safe-path";
import { aLine, anAmbassador, anOrder, aProduct, aProgram, aShop } from "../support/builders";
import { askStorefront, formWith, marksOf, textOf } from "../support/storefront";
import { testWorld } from "../support/world";

const t = await testWorld();
const { world, shopId } = t;
await aShop(world);
const program = await aProgram(world);
const readyCodes = async (...codes: string[]) => {
  for (const code of codes)
    await t.sql("INSERT INTO click_code (shop_id, code, program_id, state, minting_id) VALUES ($1, $2, $3, 'ready', gen_random_uuid())", [
      shopId,
      code,
      program.programId,
    ]);
};
const press = (slug: string, form: Record<string, string> = {}) =>
  askStorefront({ shop: shopId, path: `/${slug}`, form: { redirect: "/", ...form } });
const clicks = async () => (await t.sql<{ n: number }>("SELECT count(*)::int AS n FROM click WHERE shop_id = $1", [shopId]))[0].n;

test("shows her name, her words, what she chose of what she bought and the offer, with one button and no field", async () => {
  const ambassador = await anAmbassador(world, program, { name: "Maxine" });
  await t.sql("UPDATE ambassador SET words = 'The green one is my morning.' WHERE ambassador_id = $1", [ambassador.ambassadorId]);
  const bought: string[] = [];
  for (const title of ["Green Tea", "Jubilee Mug", "Ointment"]) {
    const product = await aProduct(world, { title });
    const { orderId } = await anOrder(world, { buyerId: ambassador.buyerId });
    await aLine(world, { ...product, orderId });
    bought.push(product.productId);
  }
  const untold = await askStorefront({ shop: shopId, path: `/${ambassador.slug}` });
  expect(textOf(untold)).not.toMatch(/Green Tea|Jubilee Mug|Ointment|loves/);
  await t.sql("UPDATE ambassador SET favourites = $2 WHERE ambassador_id = $1", [ambassador.ambassadorId, bought.slice(0, 2)]);
  const page = await askStorefront({ shop: shopId, path: `/${ambassador.slug.toUpperCase()}` });
  expect([page.status, marksOf(page, "data-regulars-page"), marksOf(page, "data-slug")]).toEqual([200, ["landing"], [ambassador.slug]]);
  for (const said of [
    "Maxine shops at Small & Sons",
    "The green one is my morning.",
    "15% off for you",
    "Green Tea",
    "Jubilee Mug",
    "gets products from Small & Sons",
  ])
    expect(textOf(page)).toContain(said);
  expect(textOf(page)).not.toContain("Ointment");
  expect(page.html.match(/<button/g)).toHaveLength(1);
  expect(page.html.match(/<input(?![^>]*type="hidden")/g)).toBeNull();
});

test.each(["/%00", "/a%00b", "/%F0%9F%8D%B5", `/${"x".repeat(300)}`])(
  "an address that can be nobody's (%s) is not found, pressed or looked at",
  async (path) => {
    for (const form of [undefined, { redirect: "/" }]) {
      const page = await askStorefront({ shop: shopId, path, form });
      expect([page.status, marksOf(page, "data-outcome")]).toEqual([404, ["unknown"]]);
    }
  },
);

test("looking ten times takes no code; the button takes one and leads on with the discount and the click", async () => {
  const { slug, ambassadorId } = await anAmbassador(world, program);
  await readyCodes("ONCE0001");
  const before = await clicks();
  let page = await askStorefront({ shop: shopId, path: `/${slug}?redirect=/products/mug` });
  for (let look = 0; look < 9; look++) page = await askStorefront({ shop: shopId, path: `/${slug}?redirect=/products/mug` });
  expect([await clicks(), await t.sql("SELECT state FROM click_code WHERE code = 'ONCE0001'")]).toEqual([before, [{ state: "ready" }]]);

  const go = await press(slug, formWith(page, { redirect: /./ }));
  expect([go.status, marksOf(go, "data-regulars-page"), marksOf(go, "data-outcome")]).toEqual([200, ["go"], ["recorded"]]);
  const onward = new URL(marksOf(go, "data-go-to")[0], "https://small.example");
  const [click] = await t.sql<{ click_id: string; code: string }>(
    "SELECT click_id, code FROM click WHERE shop_id = $1 AND ambassador_id = $2",
    [shopId, ambassadorId],
  );
  expect([onward.pathname, onward.searchParams.get("redirect")]).toEqual([`/discount/${click.code}`, `/products/mug?rc=${click.click_id}`]);
  expect(click.code).toBe("ONCE0001");
  // Three ways on: a link, a refresh where scripts are off, a script.
  expect(go.html).toContain(`<noscript><meta http-equiv="refresh" content="0;url=/discount/ONCE0001`);
  expect(go.whole).toContain("location.replace(link.href)");
});

test("with the pool empty the friend gets the share code", async () => {
  const { slug, code } = await anAmbassador(world, program);
  expect(marksOf(await press(slug), "data-go-to")[0]).toMatch(new RegExp(`^/discount/${code}\\?redirect=%2F%3Frc%3D`));
});

test("somebody who has only just joined: the button says to come back in a few minutes and records nothing", async () => {
  const { slug, ambassadorId } = await anAmbassador(world, program);
  await t.sql("UPDATE share_code SET state = 'waiting', live_at = NULL WHERE ambassador_id = $1", [ambassadorId]);
  const before = await clicks();
  const page = await press(slug, { redirect: "/cart" });
  expect([marksOf(page, "data-regulars-page"), marksOf(page, "data-outcome"), await clicks()]).toEqual([
    ["landing"],
    ["not ready"],
    before,
  ]);
  expect(formWith(page, {})).toEqual({ redirect: "/cart", had: "" });
});

test.each(["nobody", "a/b", "%7B%7B shop.secret %7D%7D", "rewards.json", ""])(
  "an address that is nobody's (%s) gets a kind 404, looked at or pressed",
  async (slug) => {
    for (const page of [await askStorefront({ shop: shopId, path: `/${slug}` }), await press(slug)]) {
      expect([page.status, marksOf(page, "data-regulars-page"), marksOf(page, "data-outcome")]).toEqual([404, ["message"], ["unknown"]]);
      expect(textOf(page)).toContain("We can't find that page");
    }
  },
);

const ELSEWHERE = [
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https://evil.example",
  "https:evil.example",
  "HTTPS://evil.example/",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "///evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/%09//..//evil.example/..//",
  "evil.example",
  "@evil.example",
  "data:text/html,x",
  "/\u0000/evil",
  `/${"x".repeat(600)}`,
  "",
  "http://[",
  "//[::1]",
];

describe("?redirect= leads nowhere but to this store", () => {
  test.each(ELSEWHERE)("74 · %j is ignored", async (asked) => {
    const { slug } = await anAmbassador(world, program);
    const path = new URL(marksOf(await press(slug, { redirect: asked }), "data-go-to")[0], "https://small.example").searchParams.get(
      "redirect",
    )!;
    const target = new URL(path, "https://small.example");
    expect(target.origin).toBe("https://small.example");
    expect(path).toMatch(/^\/[^/\\]/);
    const page = await askStorefront({ shop: shopId, path: `/${slug}?${new URLSearchParams({ redirect: asked })}` });
    expect(new URL(formWith(page, {}).redirect, "https://small.example").origin).toBe("https://small.example");
  });

  test.each([
    ["/products/mug", "/products/mug"],
    ["/collections/all?sort_by=price#top", "/collections/all?sort_by=price"],
    ["/a/../b", "/b"],
    ["/products/th%C3%A9", "/products/th%C3%A9"],
  ])("%s is a path of this store", (asked, path) => expect(safePath(asked)).toBe(path));
});
