/**
 * Steps 6 to 8 and 10: refunds, the return window, products taken as rewards, and the books held against Shopify's. What each
 * order should have earned is computed here from the emulator's own sums and the programme's rate, apart from the app.
 */
import { Browser, attribute, formsOf, marks, type Form, type Page } from "./browser.ts";
import type { EmulatorOrder } from "./emulator-control.ts";
import { aDayPasses } from "./invite.ts";
import { need, waitUntil, type Tour, type TourAmbassador } from "./tour-state.ts";

const DAY_MS = 86_400_000;

type OrderSum = { orderId: string; goodsMinor: string; creditBp: number; postedMinor: string; state: string };
export type Books = { totals: { pendingMinor: string; earnedMinor: string; redeemedMinor: string }; orders: OrderSum[]; pages: number };

/** Every order the tour placed was looked at by the app and has its verdict. @param redeemed how many of them took a reward */
export async function waitForDecisions(tour: Tour, redeemed = 0): Promise<{ attributed: number; ignored: number }> {
  const placed = tour.orders.length + redeemed;
  const counts = await waitUntil(
    "deciding every order",
    () =>
      tour.owner
        .load<{ counts: { attributed: number; ignored: number; underReview: number } }>("app.orders", "/app/orders")
        .then((page) => page.counts),
    (found) => found.attributed + found.ignored + found.underReview >= placed,
    { withinMs: 240_000, everyMs: 500 },
  );
  const friends = tour.orders.filter((order) => order.kind === "friend").length;
  need(counts.attributed === friends, `${friends} friends ordered but ${counts.attributed} orders are attributed`);
  need(
    counts.ignored + counts.underReview === placed - friends,
    `${placed - friends} orders should earn nothing, ${counts.ignored} are ignored and ${counts.underReview} under review`,
  );
  tour.say(`  ${counts.attributed} attributed; ${counts.ignored + counts.underReview} earn nothing, each with its reason`);
  return counts;
}

/** Every third refund gives everything back; the others one unit of the first line still there. */
export async function refund(tour: Tour, wanted: number, skip: number): Promise<number> {
  const byName = new Map((await tour.emulator.ordersSince(tour.startedAt)).map((order) => [order.name, order]));
  const orders = tour.orders.filter((order) => order.kind === "friend").slice(skip, skip + wanted);
  let done = 0;
  for (const [index, { name }] of orders.entries()) {
    const line = byName.get(name)!.lines.find((one) => one.currentQuantity > 0)!;
    await tour.emulator.do(
      "refund-order",
      index % 3 === 0 ? { order: name, all: true } : { order: name, lines: [{ orderLineId: line.id, quantity: 1 }] },
    );
    done++;
  }
  return done;
}

export async function fulfilSome(tour: Tour, count: number): Promise<void> {
  for (const { name } of tour.orders.filter((order) => order.kind === "friend").slice(0, count))
    await tour.emulator.do("fulfil-order", { order: name });
}

/** The return window passes; what is not refunded becomes the ambassadors' own. */
export async function letTheWindowPass(tour: Tour): Promise<void> {
  await settled(tour);
  await aDayPasses(tour);
  // After six days who has not answered is reminded, while the button still works.
  await tour.emulator.advance(6 * DAY_MS);
  await aDayPasses(tour);
  await tour.emulator.advance(8 * DAY_MS);
  const books = await waitUntil(
    "the return window's end",
    () => readBooks(tour),
    (now) => now.totals.pendingMinor === "0" && now.totals.earnedMinor !== "0",
    { withinMs: 180_000, everyMs: 1_000 },
  );
  tour.say(`  16 days later ${books.totals.earnedMinor} minor units are earned, 0 pending`);
}

/** What the app posted equals what Shopify's books say, order by order; tells by how many minor units it differs. */
export async function compareBooks(tour: Tour): Promise<{ differenceMinor: number; redeemedMinor: number }> {
  const books = await settled(tour);
  const { problems } = await tour.owner.load<{ problems: { raw: string }[] }>("app.books.check", "/app/books/check");
  need(!problems.length, `the app's own check of its books found: ${problems.map(({ raw }) => raw).join(" ")}`);
  const posted = new Map(books.orders.map((order) => [order.orderId, order]));
  let differenceMinor = 0;
  for (const order of await tour.emulator.ordersSince(tour.startedAt)) {
    const planned = tour.orders.find((one) => one.name === order.name);
    const entry = posted.get(order.id);
    const expected = planned?.kind === "friend" ? creditOf(order, entry?.creditBp ?? 1_000) : 0;
    differenceMinor += Math.abs(Number(entry?.postedMinor ?? 0) - expected);
    posted.delete(order.id);
  }
  for (const stray of posted.values()) differenceMinor += Math.abs(Number(stray.postedMinor));
  const issued = (await tour.emulator.summary()).discounts
    .filter((discount) => discount.value.amountMinor !== undefined)
    .reduce((sum, discount) => sum + discount.value.amountMinor!, 0);
  differenceMinor += Math.abs(issued - Number(books.totals.redeemedMinor));
  const all = books.orders.reduce((sum, order) => sum + Number(order.postedMinor), 0);
  const held = Number(books.totals.pendingMinor) + Number(books.totals.earnedMinor) + Number(books.totals.redeemedMinor);
  differenceMinor += Math.abs(all - held);
  tour.say(`  ledger ${held} minor units, of which ${books.totals.redeemedMinor} redeemed; Shopify's books differ by ${differenceMinor}`);
  return { differenceMinor, redeemedMinor: Number(books.totals.redeemedMinor) };
}

/** PLATFORM §7's base from Shopify's numbers: lines that are no gift cards, less what was given back beyond them. */
export function goodsOf(order: EmulatorOrder): number {
  if (order.cancelledAt) return 0;
  const goods =
    order.lines.filter((line) => !line.giftCard).reduce((sum, line) => sum + line.afterAllDiscountsBeforeTaxesMinor, 0) +
    Math.min(0, order.refundDiscrepancyMinor);
  return Math.max(0, goods);
}

const creditOf = (order: EmulatorOrder, creditBp: number): number => Math.floor((goodsOf(order) * creditBp) / 10_000);

/** All webhooks delivered and the books at rest: the same totals three times in a row. */
async function settled(tour: Tour): Promise<Books> {
  await waitUntil(
    "delivering the webhooks",
    () => tour.emulator.summary(),
    (summary) => !summary.deliveries.waiting,
    { withinMs: 240_000 },
  );
  let last = "";
  let same = 0;
  return waitUntil(
    "the books coming to rest",
    () => readBooks(tour),
    (books) => {
      const now = JSON.stringify([books.totals, books.orders]);
      same = now === last ? same + 1 : 0;
      last = now;
      return same >= 3;
    },
    { withinMs: 240_000, everyMs: 700 },
  );
}

async function readBooks(tour: Tour): Promise<Books> {
  const { totals, ...read } = await tour.owner.load<Omit<Books, "totals"> & { totals: Books["totals"][] }>(
    "app.books",
    "/app/books?page=1",
  );
  need(totals.length === 1, `a shop has one programme, and ${totals.length} have books`);
  const first: Books = { ...read, totals: totals[0] };
  for (let page = 2; page <= first.pages; page++)
    first.orders.push(...(await tour.owner.load<Books>("app.books", `/app/books?page=${page}`)).orders);
  return first;
}

/** Signed in, each takes the dearest product they can afford, gets its code, and buys it for nothing but the shipping. */
export async function redeem(tour: Tour, wanted: number): Promise<number> {
  let redeemed = 0;
  for (const ambassador of tour.ambassadors) {
    if (redeemed >= wanted) break;
    if (await redeemOne(tour, ambassador)) redeemed++;
  }
  need(redeemed >= wanted, `only ${redeemed} of ${wanted} products could be redeemed`);
  tour.say(`  ${redeemed} products redeemed and ordered`);
  return redeemed;
}

async function redeemOne(tour: Tour, { email }: TourAmbassador): Promise<boolean> {
  const browser = new Browser(tour.origin);
  await browser.post("/__emulator/sign-in", { email });
  const page = await rewardsPage(browser);
  const offers = formsOf(page)
    .filter((form) => form.fields.intent === "redeem")
    .map((form) => ({
      form,
      priceMinor: Number(attribute(/<form\b[^>]*>/i.exec(form.html)?.[0] ?? "", "data-price-minor") ?? Number.NaN),
      affordable: /data-affordable="true"/.test(form.html),
    }))
    .filter((offer) => offer.affordable)
    .sort((one, other) => other.priceMinor - one.priceMinor);
  if (!offers.length) return false;
  need(
    offers.every((offer) => offer.priceMinor >= 500),
    `the shelf offers ${email} a product under £5`,
  );
  const taken = await pressUntilTaken(
    browser,
    page,
    offers.map((offer) => offer.form),
    email,
  );
  if (!taken) return false;
  const { form } = taken;
  // A second press of the same button takes nothing more.
  const twice = await browser.submit(page, form);
  need(marks(twice, "data-outcome")[0] === "same request", `pressing twice as ${email} ended as "${marks(twice, "data-outcome")[0]}"`);
  const issued = await waitUntil(
    "issuing a reward",
    () => rewardsPage(browser),
    (now) => marks(now, "data-reward-code").length > 0,
  );
  const code = marks(issued, "data-reward-code")[0];
  await browser.get(`/discount/${encodeURIComponent(code)}?redirect=/cart`);
  // Two where there are two: only one of them may be free.
  const two = await browser.post("/cart/add", { id: form.fields.variantId, quantity: "2" });
  if (two.status !== 200) await browser.post("/cart/add", { id: form.fields.variantId, quantity: "1" });
  const paid = await browser.post("/checkout", {
    email,
    firstName: "Reward",
    lastName: "Taken",
    address1: "1 Long Lane",
    city: "Leeds",
    zip: "LS1 1AA",
    country: "GB",
  });
  need(/\/thank-you\//.test(paid.url), `${email} could not order the reward with ${code} (${paid.status})`);
  return true;
}

/** A product may have sold out since the shelf was filled; the page says so, and the next one is tried. */
async function pressUntilTaken(browser: Browser, page: Page, forms: Form[], email: string): Promise<{ form: Form } | null> {
  for (const form of forms.slice(0, 5)) {
    const answer = await browser.submit(page, form);
    const outcome = marks(answer, "data-outcome")[0];
    if (outcome === "requested") return { form };
    need(outcome === "gone", `${email} asked for a product and got "${outcome}" (${answer.status})`);
  }
  return null;
}

async function rewardsPage(browser: Browser): Promise<Page> {
  const page = await browser.get("/apps/regulars/rewards");
  need(page.status === 200 && marks(page, "data-regulars-page")[0] === "rewards", `the rewards page answered ${page.status}`);
  return page;
}

/** A product taken as a reward counts for nobody, and its code frees exactly one unit. */
export async function rewardsFreeOneUnit(tour: Tour): Promise<void> {
  const orders = (await tour.emulator.ordersSince(tour.startedAt)).filter((order) => order.codes.some((code) => code.startsWith("GIFT")));
  for (const order of orders) {
    const [line] = order.lines;
    const paidFor = line.afterAllDiscountsBeforeTaxesMinor > 0;
    need(
      order.lines.length === 1 && paidFor === line.quantity > 1,
      `${order.name}: ${line.quantity} units, and ${paidFor ? "something" : "nothing"} was paid`,
    );
  }
}
