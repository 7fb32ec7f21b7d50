/**
 * Step 5: friends buy. Most come by an ambassador's page and find the discount already there; some type the code they
 * were told. A few orders must earn nothing: an ambassador's own, and those of people who bought here before.
 */
import { Browser, attribute, formsOf, marks, unescapeHtml, type Page } from "./browser.ts";
import { need, someAtOnce, type Tour, type TourAmbassador, type TourOrder } from "./tour-state.ts";

export type Goods = { handle: string; variantId: string; priceMinor: number };
type Plan = { ambassador: TourAmbassador; by: TourOrder["by"]; kind: TourOrder["kind"]; email: string; name: string };

const AT_ONCE = 4;

export async function sell(tour: Tour, { friends, own, earlier }: { friends: number; own: number; earlier: string[] }): Promise<void> {
  const goods = await lookAround(tour);
  need(goods.length >= 10, `the storefront shows only ${goods.length} products to buy`);
  const plans: Plan[] = [];
  const before = tour.orders.length;
  for (let index = 0; index < friends; index++)
    plans.push({
      ambassador: pick(tour.ambassadors, index),
      by: index % 4 === 3 ? "share code" : "click",
      kind: "friend",
      email: `friend-${before + index}@example.net`,
      name: `Friend ${before + index}`,
    });
  for (let index = 0; index < own; index++)
    plans.push({
      ambassador: pick(tour.ambassadors, index),
      by: "share code",
      kind: "own purchase",
      email: pick(tour.ambassadors, index).email,
      name: "Myself",
    });
  for (const [index, email] of earlier.entries())
    plans.push({
      ambassador: pick(tour.ambassadors, index),
      by: index % 2 ? "click" : "share code",
      kind: "earlier customer",
      email,
      name: "An old customer",
    });
  await someAtOnce(plans, AT_ONCE, async (plan, index) => {
    const name = await buyOnce(tour, plan, goods, before + index);
    tour.orders.push({ name, by: plan.by, ambassador: plan.ambassador, kind: plan.kind });
    if (tour.orders.length % 100 === 0) tour.say(`  ${tour.orders.length} orders placed`);
  });
  await sharedCodeCannotBeUsedTwice(tour, goods);
}

const pick = <T>(items: T[], index: number): T => items[index % items.length];

/** Some products a friend might find: cheap and dear ones, as the storefront lists them. */
export async function lookAround(tour: Tour): Promise<Goods[]> {
  const browser = new Browser(tour.origin);
  const handles = new Set<string>();
  for (let page = 1; page <= 12; page++)
    for (const [, handle] of (await browser.get(`/collections/all?page=${page}`)).html.matchAll(/href="\/products\/([^"?#]+)/g))
      handles.add(unescapeHtml(handle));
  const goods: Goods[] = [];
  for (const handle of [...handles].slice(0, 120)) {
    const found = goodsOn(await browser.get(`/products/${handle}`), handle);
    if (found && found.priceMinor >= 200 && found.priceMinor <= 3_000) goods.push(found);
  }
  return goods;
}

function goodsOn(page: Page, handle: string): Goods | null {
  const form = formsOf(page).find((one) => one.action.startsWith("/cart/add") && one.fields.id);
  const price = attribute(/<[^>]*data-price-minor="\d+"[^>]*>/.exec(page.html)?.[0] ?? "", "data-price-minor");
  return form && price ? { handle, variantId: form.fields.id, priceMinor: Number(price) } : null;
}

async function buyOnce(tour: Tour, plan: Plan, goods: Goods[], index: number): Promise<string> {
  const browser = new Browser(tour.origin);
  if (plan.by === "click") await byLink(browser, plan);
  else await browser.get(`/discount/${encodeURIComponent(plan.ambassador.code)}?redirect=/cart`);
  for (let item = 0; item < 3; item++)
    await browser.post("/cart/add", { id: pick(goods, index * 7 + item * 13).variantId, quantity: String(1 + ((index + item) % 3)) });
  const checkout = await browser.get("/checkout");
  need(checkout.status === 200, `the checkout answered ${checkout.status}`);
  const paid = await browser.post("/checkout", {
    email: plan.email,
    firstName: plan.name,
    lastName: "Tour",
    address1: `${index} Long Lane`,
    city: "Leeds",
    zip: "LS1 1AA",
    country: "GB",
  });
  need(/\/thank-you\//.test(paid.url), `${plan.email} could not pay: ${textOf(paid)}`);
  const name = /#\d+/.exec(textOf(paid))?.[0];
  need(name, "the thank-you page names no order");
  return name;
}

/** Opening the page takes nothing; its button does, and the page it answers leads on with the discount in place. */
async function byLink(browser: Browser, plan: Plan): Promise<void> {
  const landing = await browser.get(`/apps/regulars/${plan.ambassador.slug}`);
  need(
    landing.status === 200 && marks(landing, "data-regulars-page")[0] === "landing",
    `${plan.ambassador.code}'s page answered ${landing.status}`,
  );
  const button = formsOf(landing).find((form) => form.method === "POST");
  need(button, `${plan.ambassador.code}'s page has no button`);
  const go = await browser.submit(landing, button);
  const onward = marks(go, "data-go-to")[0];
  need(go.status === 200 && onward, `pressing the button of ${plan.ambassador.code}'s page answered ${go.status} and leads nowhere`);
  await browser.get(onward);
}

/** Once per customer: the same friend with the same share code pays the full price, and the checkout says so. */
async function sharedCodeCannotBeUsedTwice(tour: Tour, goods: Goods[]): Promise<void> {
  const used = tour.orders.find((order) => order.by === "share code" && order.kind === "friend");
  need(used, "no friend used a share code");
  const before = (await tour.emulator.ordersSince(tour.startedAt)).find((order) => order.name === used.name)!;
  const browser = new Browser(tour.origin);
  await browser.get(`/discount/${encodeURIComponent(used.ambassador.code)}?redirect=/cart`);
  await browser.post("/cart/add", { id: goods[0].variantId, quantity: "1" });
  const paid = await browser.post("/checkout", {
    email: before.email!,
    firstName: "Again",
    lastName: "Tour",
    address1: "1 Long Lane",
    city: "Leeds",
    zip: "LS1 1AA",
    country: "GB",
  });
  const name = /\/thank-you\//.test(paid.url) ? /#\d+/.exec(textOf(paid))?.[0] : undefined;
  const second = name && (await tour.emulator.ordersSince(tour.startedAt)).find((order) => order.name === name);
  need(!second || !second.codes.length, `${before.email} used ${used.ambassador.code} twice`);
}

const textOf = (page: Page): string =>
  unescapeHtml(
    page.html
      .replace(/<(script|style)[\s\S]*?<\/\1>/g, " ")
      .replace(/<[^>]+>/g, " ")
      .replace(/\s+/g, " "),
  );
