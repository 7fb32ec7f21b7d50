/** Every page says which language it is in, and leads on in the one it was asked for. */
import { expect, test } from "vitest";
import { anAmbassador, aProgram, aShop } from "../support/builders";
import { askStorefront, marksOf } from "../support/storefront";
import { testWorld } from "../support/world";

const t = await testWorld();
await aShop(t.world);
const program = await aProgram(t.world);

test("a page asked for in a language carries it on in its links, its forms and its script", async () => {
  const { buyerId, slug } = await anAmbassador(t.world, program);
  for (const path of ["/rewards?lang=en", "/rewards?part=1&lang=en-GB", "/statement?lang=en", `/${slug}?lang=en`]) {
    const page = await askStorefront({ shop: t.shopId, path, buyerId });
    const ours = ["href", "action", "data-regulars-part", "data-regulars-check"]
      .flatMap((name) => marksOf(page, name))
      .filter((one) => one.startsWith("/apps/regulars/"));
    expect(ours.length).toBeGreaterThan(0);
    expect(ours.filter((one) => new URL(one, "https://a.example").searchParams.get("lang") !== "en")).toEqual([]);
    expect([marksOf(page, "lang"), marksOf(page, "dir")]).toEqual([["en"], ["ltr"]]);
  }
});

test("a page that nobody asked for in a language stays as clean as its address", async () => {
  const { buyerId } = await anAmbassador(t.world, program);
  for (const [path, acceptLanguage] of [
    ["/rewards", "en-US,en;q=0.9"],
    ["/rewards?lang=xx", undefined],
  ] as const) {
    const page = await askStorefront({ shop: t.shopId, path, buyerId, acceptLanguage });
    expect(page.html).not.toMatch(/lang=(en|xx)/);
    expect(marksOf(page, "lang")).toEqual(["en"]);
  }
});

test.each(["/rewards", "/nobody", "/a/b", "/join?token=none", "/opt-out?token=none"])("%s says its language", async (path) => {
  expect(marksOf(await askStorefront({ shop: t.shopId, path }), "lang")).toEqual(["en"]);
});
