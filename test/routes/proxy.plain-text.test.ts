/**
 * Whatever a person typed is plain text on every page: no HTML of theirs, no Liquid of theirs. Each page is run through the
 * Liquid that a theme would run it through, and must come out as it went in.
 */
import { Liquid } from "liquidjs";
import { expect, test } from "vitest";
import { forLiquid, withoutLiquid } from "~/storefront/for-liquid";
import { aLine, anAmbassador, anOrder, aProduct, aProgram, aShop } from "../support/builders";
import { fakeShops } from "../support/fake-shops";
import { invitedPeople } from "../support/invited";
import { askStorefront, textOf, type Shown } from "../support/storefront";

const t = await fakeShops();

const CORPUS = [
  "{{ shop.secret }}",
  "{{shop.secret}}",
  "{%raw%}{{ shop.secret }}{%endraw%}",
  "{% raw %}",
  "{%- comment -%}",
  "{% endraw %}{{ shop.secret }}",
  "{{{{ shop.secret }}}}",
  "{{% shop.secret %}}",
  "{{ 'x' | append: shop.secret }}",
  "&#123;&#123; shop.secret }}",
  "{&#123; shop.secret }}",
  "<script>alert(1)</script>",
  "</style><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "<!-- {{ shop.secret }} -->",
];
const theme = new Liquid({ strictFilters: true, ownPropertyOnly: true });
const objects = { shop: { secret: "LEAKED" }, routes: { storefront_login_url: "/account/login" } };

/** As the theme shows it; fails where anything of the text came alive. */
async function shownInTheme(page: Shown, text: string): Promise<void> {
  expect(page.headers.get("content-type")).toContain("application/liquid");
  // The one piece of Liquid of our own, for the store's colours; nobody's text is in it.
  const whole = page.whole.replace(/^<style>\.regulars \{ [\s\S]*?--regulars-on-accent: \{\{ text \}\}; \}/, "<style>");
  const html = await theme.parseAndRender(whole, objects);
  expect(html).not.toContain("LEAKED");
  expect(html).toBe(whole);
  // React leaves no bare < > or " inside values, so what looks like a tag is one.
  const tags = page.html.match(/<[^>]*>/g)!.map((tag) => tag.replace(/="[^"]*"/g, "=…"));
  expect(tags.filter((tag) => !/^<\/?[a-z][a-z0-9]*(\s[a-zA-Z-]+=…)*\s?\/?>$/.test(tag))).toEqual([]);
  expect(tags.filter((tag) => /^<script|\son/i.test(tag))).toEqual([]);
  expect(page.html).not.toContain('src="x');
  expect(textOf(page).replace(/\s+/g, " ")).toContain(text.replace(/\s+/g, " "));
}

test.each(CORPUS)("%s as name, words, shop and product is plain text on the landing and the rewards page", async (text) => {
  const { world, shopId } = await t.open();
  await aShop(world, { name: text, locale: "en-GB" });
  const program = await aProgram(world);
  const ambassador = await anAmbassador(world, program);
  await t.sql("UPDATE ambassador SET name = $2, words = $2 WHERE ambassador_id = $1", [ambassador.ambassadorId, text]);
  const product = await aProduct(world, { title: text, shelfOf: program });
  await t.sql("UPDATE product SET handle = 'mug', image_url = $2 WHERE product_id = $1", [
    product.productId,
    `https://cdn.example/${text}`,
  ]);
  const { orderId } = await anOrder(world, { buyerId: ambassador.buyerId });
  await aLine(world, { ...product, orderId });
  await shownInTheme(await askStorefront({ shop: shopId, path: `/${ambassador.slug}` }), text);
  await shownInTheme(await askStorefront({ shop: shopId, path: "/rewards", buyerId: ambassador.buyerId }), text);
});

test.each(CORPUS)("%s as a name, a code and a link is plain text on the join and opt-out pages", async (text) => {
  const { shopId, tokens, world, ids } = await invitedPeople(t, [{ firstName: "Maxine" }]);
  await world.transaction(({ db }) => db.buyer.updateMany({ where: { shopId, buyerId: ids[0] }, data: { firstName: text } }));
  await shownInTheme(await askStorefront({ shop: shopId, path: `/join?token=${tokens[0]}` }), text);
  const refused = await askStorefront({
    shop: shopId,
    path: "/join",
    form: { token: tokens[0], name: text, code: text, acknowledged: "yes" },
  });
  await shownInTheme(refused, "");
  const optOut = await askStorefront({ shop: shopId, path: `/opt-out?${new URLSearchParams({ token: text })}` });
  await shownInTheme(optOut, "");
});

test("a name that passes for one is plain text after joining", async () => {
  const { shopId, tokens } = await invitedPeople(t, [{}]);
  const page = await askStorefront({
    shop: shopId,
    path: "/join",
    form: { token: tokens[0], name: "O'Hara & Co", code: "OHARA", acknowledged: "yes" },
  });
  expect(page.html).not.toContain("O'Hara & Co");
});

test("two halves that would only meet in the page are caught as well", () => {
  expect(withoutLiquid("a{" + "{ x }}")).toBe("a&#123;{ x }}");
  expect(withoutLiquid("{".repeat(5))).not.toMatch(/\{[{%]/);
  expect(forLiquid("{%{{%{{")).not.toMatch(/\{[{%]/);
});
