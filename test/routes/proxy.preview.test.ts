/** A chat that asks for a page's card gets a document with a head of its own; people get the page in the theme. */
import { Liquid } from "liquidjs";
import { expect, test } from "vitest";
import { aLine, anAmbassador, anOrder, aProduct, aProgram, aShop } from "../support/builders";
import { askStorefront, formWith, marksOf } from "../support/storefront";
import { testWorld } from "../support/world";

const t = await testWorld();
const { world, shopId } = t;
await aShop(world, { storefrontUrl: "https://small.example/" });
const program = await aProgram(world);
const WHATSAPP = "WhatsApp/2.23.20.0 A";
const look = (slug: string, userAgent: string) => askStorefront({ shop: shopId, path: `/${slug}`, userAgent });
const property = ({ whole }: { whole: string }, name: string) =>
  new RegExp(`<meta property="${name}" content="([^"]*)"/>`).exec(whole)?.[1];

const theme = new Liquid({ strictFilters: true, ownPropertyOnly: true });
theme.registerFilter(
  "image_url",
  (picture: { src: string }, ...size: unknown[]) => `${picture.src}?width=${(size as [string, number][])[0][1]}`,
);
/** As Shopify runs it: without the layout, with the store's own objects. */
const shown = (whole: string, brand: object) => theme.parseAndRender(whole.replace("{% layout none %}", ""), { shop: { brand } });

test.each([
  ["WhatsApp", WHATSAPP],
  ["Facebook and Messenger", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"],
  [
    "iMessage",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
  ],
  ["Telegram", "TelegramBot (like TwitterBot)"],
  ["Slack", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"],
  ["LinkedIn", "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"],
  ["Discord", "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)"],
])("%s gets title, text, address and picture, and nothing is taken", async (_name, userAgent) => {
  const made = await anAmbassador(world, program, { name: "Maxine" });
  const product = await aProduct(world, { title: "Green Tea" });
  await t.sql("UPDATE product SET image_url = 'https://cdn.example/green.jpg?v=1' WHERE product_id = $1", [product.productId]);
  const { orderId } = await anOrder(world, { buyerId: made.buyerId });
  await aLine(world, { ...product, orderId });
  // What she bought is told to no chat until she says so.
  expect((await look(made.slug, userAgent)).whole).not.toMatch(/green|loves/);
  await t.sql("UPDATE ambassador SET favourites = $2 WHERE ambassador_id = $1", [made.ambassadorId, [product.productId]]);

  const page = await look(made.slug, userAgent);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "application/liquid; charset=utf-8"]);
  expect(page.whole).toMatch(/^\{% layout none %\}<!doctype html><html/);
  expect(property(page, "og:title")).toBe("15% off at Small &amp; Sons, from Maxine");
  expect(property(page, "og:description")).toContain(
    "See what Maxine loves at Small &amp; Sons. Maxine gets products from Small &amp; Sons",
  );
  expect(property(page, "og:url")).toBe(`https://small.example/apps/regulars/${made.slug}`);
  expect(property(page, "og:image")).toBe("https://cdn.example/green.jpg?v=1&amp;width=1200");
  expect(page.whole).toContain(`<link rel="canonical" href="https://small.example/apps/regulars/${made.slug}"/>`);
  expect(await t.sql("SELECT FROM click WHERE ambassador_id = $1", [made.ambassadorId])).toEqual([]);
  // Whoever was taken for a chat by mistake presses the same button.
  expect(formWith(page, {})).toEqual({ redirect: "/" });
});

test("who loves nothing yet is shown with the store's own picture, or with none", async () => {
  const { slug } = await anAmbassador(world, program);
  const { whole } = await look(slug, WHATSAPP);
  const withCover = await shown(whole, { cover_image: { src: "//small.example/cover.jpg" } });
  expect(property({ whole: withCover }, "og:image")).toBe("https://small.example/cover.jpg?width=1200");
  const withLogo = await shown(whole, { logo: { src: "//small.example/logo.png" } });
  expect(property({ whole: withLogo }, "og:image")).toBe("https://small.example/logo.png?width=1200");
  const bare = await shown(whole, {});
  expect(bare).not.toContain("og:image");
  expect(bare).toContain("og:title");
});

test.each(["{{ shop.secret }}", "{% raw %}", '"><script>alert(1)</script>', "{%- comment -%}"])(
  "%s as a name is plain text in a preview too",
  async (name) => {
    const { slug, ambassadorId } = await anAmbassador(world, program);
    await t.sql("UPDATE ambassador SET name = $2 WHERE ambassador_id = $1", [ambassadorId, name]);
    const html = await shown((await look(slug, WHATSAPP)).whole, {});
    expect(html).not.toContain("<script");
    expect(
      property({ whole: html }, "og:title")!
        .replace(/&#123;/g, "{")
        .replace(/&quot;/g, '"')
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">"),
    ).toContain(name);
  },
);

test.each([
  [
    "a phone",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
  ],
  ["the browser inside Facebook", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/480.0]"],
  ["the browser inside LinkedIn", "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36 [LinkedInApp]"],
  ["the browser inside Pinterest", "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 [Pinterest/iOS]"],
  ["nobody in particular", ""],
])("%s gets the page in the theme", async (_name, userAgent) => {
  const { slug } = await anAmbassador(world, program);
  const page = await look(slug, userAgent);
  expect(page.whole).not.toContain("layout none");
  expect(marksOf(page, "data-regulars-page")).toEqual(["landing"]);
});

test("a page that is nobody's, or closed, has no card of its own", async () => {
  const { slug, ambassadorId } = await anAmbassador(world, program);
  await t.sql("UPDATE ambassador SET state = 'left', left_at = $2 WHERE ambassador_id = $1", [ambassadorId, t.clock.now()]);
  for (const [path, outcome] of [
    ["nobody", "unknown"],
    [slug, "closed"],
  ]) {
    const page = await look(path, WHATSAPP);
    expect(marksOf(page, "data-outcome")).toEqual([outcome]);
    expect(page.whole).not.toContain("og:title");
  }
});
