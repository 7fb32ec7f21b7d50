import { beforeEach, expect, test } from "vitest";
import { mailboxHandler } from "../mailbox/mailbox-handler.ts";
import { smallStore, type SmallStore } from "../small-store.ts";
import { Shopper } from "./shopper.ts";
import { safePath } from "./safe-path.ts";
import { storefrontHandler } from "./storefront-handler.ts";

let store: SmallStore;
let shopper: Shopper;

beforeEach(() => {
  store = smallStore();
  shopper = new Shopper(store, storefrontHandler);
});

const ADDRESS = {
  email: "tom@example.com",
  firstName: "Tom",
  lastName: "Hill",
  address1: "1 High Street",
  city: "Leeds",
  zip: "LS1 1AA",
  country: "GB",
};
const variantOf = (handle: string) => store.products[handle].variantIds[0];
const add = (handle: string, quantity = 1) => shopper.post("/cart/add", { id: variantOf(handle), quantity: String(quantity) });
const cart = async () => JSON.parse((await shopper.get("/cart.js")).text) as Record<string, never>;

/** A code on a discount of 15 % on everything, unless told otherwise. */
function mintCode(code: string, percentage = 0.15, usageLimit: number | null = null): void {
  const at = new Date(store.clock.now().getTime() - 60_000).toISOString();
  const id = store.books.nextId();
  store.books.discount.put(id, {
    id,
    kind: "basic",
    title: code,
    startsAt: at,
    endsAt: null,
    deactivated: false,
    usageLimit,
    appliesOncePerCustomer: true,
    context: { all: true },
    items: { all: true },
    value: { percentage },
    combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: true },
    minimumSubtotalMinor: null,
    tags: [],
    createdAt: at,
    updatedAt: at,
  });
  const codeId = store.books.nextId();
  store.books.redeemCode.put(code.toUpperCase(), { id: codeId, discountId: id, code, usedByOrderIds: [], createdAt: at });
}

test("every page of the store answers, and shows what is sold", async () => {
  for (const path of ["/", "/collections", "/collections/all", "/collections/tea", "/products/earl-grey", "/cart", "/account/login"]) {
    const page = await shopper.get(path);
    expect([path, page.status]).toEqual([path, 200]);
    expect(page.text).toContain("Small &amp; Sons");
  }
  expect((await shopper.get("/collections/tea")).text).toContain("Earl Grey");
  expect((await shopper.get("/collections/tea")).text).not.toContain("Jubilee Mug");
  for (const path of ["/products/nothing", "/collections/nothing", "/pages/nothing", "/pages/rewards"])
    expect((await shopper.get(path)).status).toBe(404);
});

test("a product's picture is drawn with its initials and a size, the same each time", async () => {
  const path = `/cdn/pictures/${store.products["jubilee-mug"].id}.svg`;
  const picture = await shopper.get(`${path}?width=160`);
  expect(picture.type).toBe("image/svg+xml");
  expect(picture.text).toMatch(/width="160"\s+height="160"/);
  expect(picture.text).toMatch(/>\s*JM\s*</);
  expect((await shopper.get(`${path}?width=160`)).text).toBe(picture.text);
  expect((await shopper.get("/cdn/pictures/1.svg")).status).toBe(404);
});

test("a shopper without a browser buys: product, cart, checkout, thank you", async () => {
  expect((await shopper.get("/products/earl-grey")).text).toContain(variantOf("earl-grey"));
  expect((await add("earl-grey", 2)).location).toBe("/cart");
  expect((await shopper.get("/checkout")).text).toContain("Pay £20.95");
  const paid = await shopper.post("/checkout", ADDRESS);
  expect(paid.status).toBe(303);
  expect(paid.location).toMatch(/^\/thank-you\//);
  expect((await shopper.get(paid.location!)).text).toContain("Thank you, Tom");
  const [order] = store.books.order.values();
  expect(order).toMatchObject({
    email: "tom@example.com",
    financialStatus: "PAID",
    landingSite: "/products/earl-grey",
    shippingAddress: { countryCode: "GB", country: "United Kingdom" },
  });
  expect(await cart()).toMatchObject({ item_count: 0 });
});

test("a thank-you page is only for whoever has its link", async () => {
  await add("earl-grey");
  const { location } = await shopper.post("/checkout", ADDRESS);
  expect((await shopper.get(location!)).status).toBe(200);
  expect((await shopper.get(location!.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).status).toBe(404);
});

test("a checkout with something missing or wrong says what beside each field and places no order", async () => {
  await add("earl-grey");
  const page = await shopper.post("/checkout", { ...ADDRESS, email: "tom", city: "", country: "Atlantis" });
  expect(page.status).toBe(422);
  for (const text of ["look like an e-mail", "Enter the town", "know this country"]) expect(page.text).toContain(text);
  expect(page.text).toContain('value="LS1 1AA"');
  expect(store.books.order.size).toBe(0);
});

test("a discount link sets its code for the checkout and sends the browser on", async () => {
  mintCode("MAXINE15");
  await add("jubilee-mug");
  const link = await shopper.get("/discount/maxine15?redirect=/products/earl-grey");
  expect([link.status, link.location]).toEqual([302, "/products/earl-grey"]);
  expect((await shopper.get("/checkout")).text).toContain("MAXINE15: 15% off (−£1.80)");
  await shopper.post("/checkout", ADDRESS);
  const [order] = store.books.order.values();
  expect(order.applications).toMatchObject([{ type: "discount_code", code: "MAXINE15" }]);
});

test.each(["//evil.example", "/\\evil.example", "https://evil.example/", "/\t/evil.example", "javascript:alert(1)", "evil", ""])(
  "a discount link never leads off the store: %j",
  async (redirect) => {
    expect((await shopper.get(`/discount/X?redirect=${encodeURIComponent(redirect)}`)).location).toBe("/");
    expect(safePath("/a/../b?c=1#d", "/")).toBe("/b?c=1#d");
  },
);

test("a click id in an address reaches no cart by itself; what a script writes into the cart's attributes reaches the order", async () => {
  await shopper.get("/discount/X?redirect=%2Fproducts%2Fearl-grey%3Frc%3Dclick-1");
  await shopper.get("/products/earl-grey?rc=click-1");
  await add("earl-grey");
  expect(JSON.parse((await shopper.get("/cart.js")).text)).toMatchObject({ attributes: {} });
  await shopper.post("/cart/update.js", { "attributes[_regulars_click]": "click-1" });
  await shopper.post("/checkout", ADDRESS);
  const [order] = store.books.order.values();
  expect(order.noteAttributes).toEqual([{ name: "_regulars_click", value: "click-1" }]);
});

test("what cart/update is not known to take fails by name", async () => {
  await expect(shopper.post("/cart/update.js", { discounts: "A10" })).rejects.toThrow(/"discounts" isn't built/);
});

test("update.js replaces the whole set of codes and merges attributes", async () => {
  mintCode("A10", 0.1);
  await add("jubilee-mug");
  await shopper.post("/cart/update.js", { discount: "A10,NOPE", "attributes[gift]": "yes" });
  expect(await cart()).toMatchObject({
    discount_codes: [
      { code: "A10", applicable: true },
      { code: "NOPE", applicable: false },
    ],
    attributes: { gift: "yes" },
    total_price: 1080,
    total_discount: 120,
  });
  await shopper.post("/cart/update.js", { discount: "", "attributes[note]": "hi" });
  expect(await cart()).toMatchObject({ discount_codes: [], attributes: { gift: "yes", note: "hi" }, total_price: 1200 });
});

test("cart.js writes ids as numbers beyond 2^53, as Shopify does", async () => {
  await add("earl-grey");
  expect((await shopper.get("/cart.js")).text).toContain(`"variant_id":${variantOf("earl-grey")},`);
});

test("what is sold out, or more than there is, doesn't get into the cart", async () => {
  expect(await add("last-teapot")).toMatchObject({ status: 422, text: expect.stringContaining("sold out") });
  expect(await add("jubilee-mug", 21)).toMatchObject({ status: 422, text: expect.stringContaining("only 20") });
  expect((await shopper.post("/cart/add.js", { id: variantOf("earl-grey"), quantity: "-1" })).status).toBe(422);
  expect(await cart()).toMatchObject({ item_count: 0 });
});

test("a total that rose after the shopper saw it is shown again, not charged", async () => {
  mintCode("ONCE", 0.5, 1);
  await add("jubilee-mug");
  await shopper.get("/discount/ONCE");
  const shown = /name="expectedTotal" value="(\d+)"/.exec((await shopper.get("/checkout")).text)![1];
  const code = store.books.redeemCode.need("ONCE");
  store.books.redeemCode.put("ONCE", { ...code, usedByOrderIds: ["1"] });
  const refused = await shopper.post("/checkout", { ...ADDRESS, expectedTotal: shown });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain("The total has changed");
  const again = /name="expectedTotal" value="(\d+)"/.exec(refused.text)![1];
  expect((await shopper.post("/checkout", { ...ADDRESS, expectedTotal: again })).status).toBe(303);
});

test("a code typed at the checkout applies, one that doesn't says why, and either can be removed", async () => {
  mintCode("TEA15");
  await add("jubilee-mug");
  await shopper.post("/checkout/discount", { discount: "tea15" });
  await shopper.post("/checkout/discount", { discount: "nonsense" });
  const page = (await shopper.get("/checkout")).text;
  expect(page).toContain("TEA15: 15% off");
  expect(page).toContain('data-refused="nonsense"');
  await shopper.post("/checkout/discount", { remove: "TEA15" });
  expect((await shopper.get("/checkout")).text).toContain("Pay £15.95");
});

test("signing in takes the code from the mail, and only that", async () => {
  expect((await shopper.get("/account")).location).toBe("/account/login");
  await shopper.post("/account/login", { email: "Mia@example.com", return_to: "/pages/rewards" });
  const [mail] = [...store.books.mail.values()];
  expect(mail.to).toEqual(["mia@example.com"]);
  const code = mail.subject.slice(0, 6);
  expect((await shopper.post("/account/login/code", { code: "éééééé" })).status).toBe(422);
  expect((await shopper.post("/account/login/code", { code: code === "000000" ? "000001" : "000000" })).status).toBe(422);
  expect((await shopper.post("/account/login/code", { code })).location).toBe("/pages/rewards");
  expect((await shopper.get("/account")).text).toContain("Hello Mia");
  const shown = await new Shopper(store, mailboxHandler).get(`/__mail/messages/${mail.id}`);
  expect(JSON.parse(shown.text)).toMatchObject({ text: expect.stringContaining(code) });
  await shopper.post("/account/logout", {});
  expect((await shopper.get("/account")).location).toBe("/account/login");
});

test("a sign-in code dies after ten minutes and after five wrong tries", async () => {
  const codeSent = async () => {
    await shopper.post("/account/login", { email: "mia@example.com" });
    return [...store.books.mail.values()].at(-1)!.subject.slice(0, 6);
  };
  const late = await codeSent();
  await store.clock.advance(10 * 60_000 + 1000);
  expect((await shopper.post("/account/login/code", { code: late })).text).toContain("no longer works");
  const code = await codeSent();
  for (let attempt = 0; attempt < 5; attempt++) await shopper.post("/account/login/code", { code: "nope" });
  expect((await shopper.post("/account/login/code", { code })).text).toContain("no longer works");
});

test("an address the store doesn't know becomes a customer by signing in", async () => {
  await shopper.post("/account/login", { email: "new@example.com" });
  await shopper.post("/account/login/code", { code: [...store.books.mail.values()][0].subject.slice(0, 6) });
  expect([...store.books.customer.values()].map(({ email }) => email)).toContain("new@example.com");
  expect(store.emitted.map(({ topic }) => topic)).toEqual(["customers/create"]);
});

test("tests and the tour sign in by control, as customers who exist", async () => {
  expect((await shopper.post("/__emulator/sign-in", { email: "nobody@example.com" })).status).toBe(404);
  const answer = JSON.parse((await shopper.post("/__emulator/sign-in", { email: "mia@example.com" })).text) as {
    cookie: string;
    customerId: string;
  };
  expect(answer).toEqual({ cookie: shopper.cookie, customerId: store.mia.id });
  await add("earl-grey");
  expect((await shopper.get("/checkout")).text).toContain('value="mia@example.com"');
});

test("names and titles that look like markup or Liquid stay text", async () => {
  const product = store.products["earl-grey"];
  store.books.product.put(product.id, { ...product, title: "<script>x</script>{{ shop.email }}" });
  store.books.customer.put(store.mia.id, { ...store.mia, firstName: "{{ shop.email }}<b>" });
  await shopper.post("/__emulator/sign-in", { email: "mia@example.com" });
  await add("earl-grey");
  for (const path of ["/", "/products/earl-grey", "/cart", "/checkout", "/account"]) {
    const { text } = await shopper.get(path);
    expect(text).not.toContain("<script>x");
    expect(text).not.toContain("hello@small.example");
    expect(text).toContain("{{ shop.email }}");
  }
});
