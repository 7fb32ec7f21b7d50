import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { smallStore, type SmallStore } from "../small-store.ts";
import { turnAppEmbeds } from "./app-blocks.ts";
import { Shopper } from "./shopper.ts";
import { storefrontHandler } from "./storefront-handler.ts";

const SCHEMA = {
  name: "Rewards",
  target: "section",
  stylesheet: "rewards.css",
  javascript: "rewards.js",
  settings: [
    { type: "header", content: "x" },
    { type: "text", id: "heading", label: "t:x", default: "Hello" },
    { type: "color", id: "accent", label: "t:y" },
  ],
};
let folder: string;
let store: SmallStore;
let shopper: Shopper;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "extension-"));
  put(
    "blocks/rewards.liquid",
    `{% doc %} Says {{ nothing }} {% enddoc %}{{ block.settings.heading }}|{{ block.id }}|{{ block.settings.accent | default: 'none' }}|{% render 'who', name: customer.first_name %}`,
  );
  put(
    "snippets/who.liquid",
    `{{ 'who.hello' | t: name: name }}|{{ 'who.friends' | t: count: 1 }}|{{ 'who.friends' | t: count: 3 }}|{{ shop.name }}|{{ block.id }}`,
  );
  put(
    "locales/en.default.json",
    JSON.stringify({ who: { hello: "Hi {{ name }}", friends: { one: "{{ count }} friend", other: "{{ count }} friends" } } }),
  );
  put("assets/rewards.css", ".regulars{}");
  store = smallStore({ extensionFolder: folder });
  shopper = new Shopper(store, storefrontHandler);
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(path: string, text: string, schema: object = SCHEMA): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), path.startsWith("blocks/") ? `${text}{% schema %}${JSON.stringify(schema)}{% endschema %}` : text);
}
const rewards = async () => (await shopper.get("/pages/rewards")).text;
const block = async () => /class="shopify-block shopify-app-block">(.*?)<\/div>/s.exec(await rewards())?.[1];

test("a block sees its default settings, the shop, texts and the customer; a snippet only what it is given", async () => {
  store.books.customer.put(store.mia.id, { ...store.mia, firstName: "Mi<a" });
  await shopper.post("/__emulator/sign-in", { email: "mia@example.com" });
  expect(await block()).toBe("Hello|rewards-1|none|Hi Mi&lt;a|1 friend|3 friends|Small & Sons|");
});

test("nobody signed in means no customer", async () => {
  put("blocks/rewards.liquid", "{% if customer %}{{ customer.id }}{% else %}signed out, {{ routes.account_login_url }}{% endif %}");
  expect(await block()).toBe("signed out, /account/login");
});

test("style and script named in the schema are loaded, and assets served from the extension only", async () => {
  const page = await rewards();
  const base = `/extensions/${basename(folder)}/assets`;
  expect(page).toContain(`href="${base}/rewards.css"`);
  expect(page).toContain(`<script src="${base}/rewards.js" defer>`);
  expect(await shopper.get(`${base}/rewards.css`)).toMatchObject({ status: 200, type: "text/css; charset=utf-8", text: ".regulars{}" });
  for (const path of [`${base}/..%2Flocales%2Fen.default.json`, `${base}/none.css`, "/extensions/other/assets/rewards.css"])
    expect((await shopper.get(path)).status).toBe(404);
});

test("money, pictures and addresses are Shopify's filters", async () => {
  put(
    "blocks/rewards.liquid",
    "{{ 850 | money }} {{ 'x.css' | asset_url | stylesheet_tag }} {{ '/p.svg' | image_url: width: 80 | image_tag: alt: 'A \"mug\"' }}",
  );
  expect(await block()).toBe(
    `£8.50 <link rel="stylesheet" href="/extensions/${basename(folder)}/assets/x.css" media="all"> <img src="/p.svg?width=80" alt="A &quot;mug&quot;" width="80" height="80" loading="lazy">`,
  );
});

test("a changed block is seen at the next look", async () => {
  await rewards();
  put("blocks/rewards.liquid", "changed");
  expect(await block()).toBe("changed");
});

test("the folder of all extensions will do, too", async () => {
  const all = mkdtempSync(join(tmpdir(), "extensions-"));
  store.config.extensionFolder = all;
  expect((await shopper.get("/pages/rewards")).status).toBe(404);
  cpSync(folder, join(all, "regulars-theme"), { recursive: true });
  expect(await rewards()).toContain("/extensions/regulars-theme/assets/rewards.css");
  cpSync(folder, join(all, "another-theme"), { recursive: true });
  await expect(rewards()).rejects.toThrow(/2 theme extensions/);
  rmSync(all, { recursive: true });
});

test("a block that isn't allowed on pages isn't placed", async () => {
  put("blocks/rewards.liquid", "on products", { ...SCHEMA, enabled_on: { templates: ["product"] } });
  expect(await block()).toBeUndefined();
  put("blocks/rewards.liquid", "elsewhere", { ...SCHEMA, disabled_on: { templates: ["page"] } });
  expect(await block()).toBeUndefined();
});

test("a block stands at the end of other templates only where it was placed and may stand", async () => {
  put("blocks/rewards.liquid", "on home", { ...SCHEMA, enabled_on: { templates: ["page", "index"] } });
  const home = async () => (await shopper.get("/")).text.includes("on home");
  expect(await home()).toBe(false);
  store.config.storefront.blocksOn = ["index", "product"];
  expect([await home(), (await shopper.get("/products/earl-grey")).text.includes("on home")]).toEqual([true, false]);
  store.config.storefront.blocksOn = undefined;
});

test("other apps' files are in every page's head where they are wanted, the same each time, and nowhere else", async () => {
  const asked = async () => [...(await shopper.get("/")).text.matchAll(/"(\/assets\/other-apps\.[a-z]+)"/g)].map(([, file]) => file);
  expect(await asked()).toEqual([]);
  store.config.storefront.otherApps = true;
  const files = await asked();
  expect(files).toEqual(["/assets/other-apps.css", "/assets/other-apps.js"]);
  for (const file of files) {
    const { status, text } = await shopper.get(file);
    expect([status, text === (await shopper.get(file)).text]).toEqual([200, true]);
    expect(text.length).toBeGreaterThan(100_000);
  }
});

test.each([
  ["an unknown filter", "{{ 'x' | font_face }}", /font_face/],
  ["an unknown tag", "{% paginate x by 2 %}{% endpaginate %}", /paginate/],
  ["a style tag of a section", "{% stylesheet %}a{% endstylesheet %}", /forbidden in app blocks/],
  ["a missing text", "{{ 'no.text' | t }}", /no text for "no.text"/],
  ["a value a text needs", "{{ 'who.hello' | t }}", /needs name/],
  ["a picture without a size", "{{ '/p.svg' | image_url }}", /needs a width or a height/],
])("%s fails loudly and names itself", async (_what, source, error) => {
  put("blocks/rewards.liquid", source);
  await expect(rewards()).rejects.toThrow(error);
});

test("an app embed is on no page until it is turned on, and then at the end of every page's body, its files in the head", async () => {
  put("blocks/bar.liquid", "<p>bar of {{ shop.name }}, {{ block.settings.heading }}</p>", { ...SCHEMA, target: "body" });
  expect(await rewards()).not.toContain("bar of");
  turnAppEmbeds(store, ["bar"]);
  for (const path of ["/", "/cart", "/products/earl-grey", "/pages/rewards"]) {
    const { text } = await shopper.get(path);
    expect(text, path).toMatch(
      /<div id="shopify-block-bar-1" class="shopify-block shopify-app-embed"><p>bar of Small & Sons, Hello<\/p><\/div><\/body>/,
    );
    expect(text.indexOf("rewards.js"), path).toBeLessThan(text.indexOf("</head>"));
  }
  turnAppEmbeds(store, []);
  expect(await rewards()).not.toContain("bar of");
});

test("only embeds of the extension can be turned on, and embeds for the head aren't built", async () => {
  expect(() => turnAppEmbeds(store, ["rewards"])).toThrow(/no app embed "rewards"/);
  put("blocks/embed.liquid", "x", { ...SCHEMA, target: "head" });
  await expect(rewards()).rejects.toThrow(/embed\.liquid.*isn't built/);
});
