/**
 * A store's whole order history as the file that Shopify's bulk operation writes: line for line the fields that our own
 * bulk query asks for (app/adapters/shopify-admin/bulk/orders-query.ts), children after their parent but not next to it.
 * The same seed gives the same bytes, and the sums that a right reading must arrive at are returned beside them.
 */
import { open } from "node:fs/promises";
import { SeededRandom } from "../emulator/stores/seeded-random.ts";

export type BulkOrdersOptions = { orders: number; linesPerOrder: number; buyers: number; seed: string };

/** What the file holds, in minor units: the truth that a reading of it is held against. */
export type BulkOrdersBooks = {
  bytes: number;
  orders: number;
  lines: number;
  buyers: number;
  goodsMinor: bigint;
  orderedMinor: bigint;
  amountOnlyRefundsMinor: bigint;
};

export const CURRENCY = "GBP";

const PARENTS_BEFORE_CHILDREN = 50;
const WRITE_CHARACTERS = 1_000_000;
const FIRST_ORDER_AT = Date.UTC(2021, 0, 4);
const SPAN_MS = 5 * 365 * 86_400_000;

const FIRST_NAMES = ["Mia", "Zoë", "Oluwaseun", "Jürgen", "Anne-Marie", "Łukasz", "Siobhán", "Tom", "Priya", "Noor", "Bob", "Grace"];
const LAST_NAMES = ["Berg", "O'Neill", "Müller", "Smith", "Okafor", "García", "Nowak", "Jones", "van der Meer", "Patel", "Brown", "Lee"];
const PLACES = [
  ["GB", "England", "Leeds"],
  ["GB", "Scotland", "Glasgow"],
  ["DE", null, "Köln"],
  ["FR", null, "Besançon"],
  ["US", "Oregon", "Portland"],
  ["NL", null, "Utrecht"],
] as const;
const TITLES = [
  "Earl Grey, loose leaf",
  "Jubilee mug",
  'Tin "Assam"',
  "Crème brûlée rooibos",
  "Tea towel \\ linen",
  "Strainer",
  "Gift card",
];
const GIFT_CARD = TITLES.length - 1;
const CONSENTS = ["SUBSCRIBED", "SUBSCRIBED", "NOT_SUBSCRIBED", "UNSUBSCRIBED", "PENDING"];
const SOURCES = ["web", "web", "web", "pos", "subscription_contract_checkout_one", null];

/** Writes the file and returns its books. */
export async function generateBulkOrders(file: string, options: BulkOrdersOptions): Promise<BulkOrdersBooks> {
  const handle = await open(file, "w");
  const books: BulkOrdersBooks = { bytes: 0, orders: 0, lines: 0, buyers: 0, goodsMinor: 0n, orderedMinor: 0n, amountOnlyRefundsMinor: 0n };
  try {
    let text = "";
    const write = async (atLeast: number) => {
      if (text.length <= atLeast) return;
      books.bytes += (await handle.write(text)).bytesWritten;
      text = "";
    };
    for (const line of bulkOrderLines(options, books)) {
      text += `${line}\n`;
      await write(WRITE_CHARACTERS);
    }
    await write(0);
  } finally {
    await handle.close();
  }
  return books;
}

/** The file's lines, without their newlines; adds to the books what each says. */
export function* bulkOrderLines({ orders, linesPerOrder, buyers, seed }: BulkOrdersOptions, books: BulkOrdersBooks): Generator<string> {
  const random = new SeededRandom(seed);
  const met = new Set<number>();
  let held: string[] = [];
  for (let number = 1; number <= orders; number++) {
    const buyer = random.happens(0.04) ? null : Math.floor(buyers * random.unit() ** 2);
    if (buyer !== null) met.add(buyer);
    const one = makeOrder(random, number, buyer, linesPerOrder, books);
    yield JSON.stringify(one.order);
    for (const child of one.children) held.push(JSON.stringify(child));
    if (number % PARENTS_BEFORE_CHILDREN) continue;
    yield* held;
    held = [];
  }
  yield* held;
  books.orders += orders;
  books.buyers += met.size;
}

const bag = (minor: number) => ({ shopMoney: { amount: `${minor < 0 ? "-" : ""}${(Math.abs(minor) / 100).toFixed(2)}` } });

function personOf(buyer: number) {
  const [countryCodeV2, province, city] = PLACES[buyer % PLACES.length];
  const firstName = FIRST_NAMES[buyer % FIRST_NAMES.length];
  const lastName = LAST_NAMES[Math.floor(buyer / FIRST_NAMES.length) % LAST_NAMES.length];
  const address = { name: `${firstName} ${lastName}`, countryCodeV2, province, city };
  return { firstName, lastName, email: `buyer${buyer}@example.com`, address };
}

function customerOf(buyer: number) {
  const { firstName, lastName, email, address } = personOf(buyer);
  // Some people Shopify does not show us, all of them alike wherever they stand.
  const hidden = buyer % 97 === 0;
  return {
    id: `gid://shopify/Customer/${7_000_000_000_000 + buyer}`,
    firstName: hidden ? null : firstName,
    lastName: hidden ? null : lastName,
    defaultEmailAddress: hidden ? null : { emailAddress: email, marketingState: CONSENTS[buyer % CONSENTS.length] },
    defaultAddress: hidden ? null : address,
  };
}

function makeOrder(random: SeededRandom, number: number, buyer: number | null, linesPerOrder: number, books: BulkOrdersBooks) {
  const id = `gid://shopify/Order/${5_000_000_000_000 + number * 37}`;
  const placed = FIRST_ORDER_AT + Math.floor((SPAN_MS / 1_000_000) * (number % 1_000_000)) + random.whole(0, 999) * 1_000;
  const at = (days: number) => `${new Date(placed + days * 86_400_000).toISOString().slice(0, 19)}Z`;
  const person = personOf(buyer ?? number);
  const code = random.happens(0.15) ? `TEA${random.whole(10, 99)}` : null;
  const automatic = random.happens(0.05);
  const fulfilled = random.happens(0.9);
  const cancelled = random.happens(0.02);
  const amountOnly = random.happens(0.01) ? random.whole(50, 400) : 0;
  books.amountOnlyRefundsMinor += BigInt(amountOnly);
  books.goodsMinor -= BigInt(amountOnly);
  const order = {
    id,
    name: `#${1_000 + number}`,
    email: buyer === null && random.happens(0.5) ? null : person.email,
    processedAt: at(0),
    updatedAt: at(random.whole(0, 30)),
    cancelledAt: cancelled ? at(1) : null,
    test: random.happens(0.005),
    tags: random.happens(0.1) ? ["wholesale", "Père Noël"] : [],
    currencyCode: CURRENCY,
    taxesIncluded: true,
    displayFinancialStatus: cancelled ? "VOIDED" : random.happens(0.05) ? "PARTIALLY_REFUNDED" : "PAID",
    displayFulfillmentStatus: fulfilled ? "FULFILLED" : "UNFULFILLED",
    sourceName: random.pick(SOURCES),
    refundDiscrepancySet: bag(-amountOnly),
    customAttributes: random.happens(0.03)
      ? [{ key: "_regulars_click", value: `6f1d5c1e-0000-4000-8000-${String(number).padStart(12, "0")}` }]
      : [],
    customerJourneySummary: random.happens(0.9) ? { customerOrderIndex: random.whole(1, 40) } : null,
    customer: buyer === null ? null : customerOf(buyer),
    billingAddress: person.address,
    shippingAddress: random.happens(0.05) ? { ...person.address, name: "Aunt May" } : person.address,
    fulfillments: fulfilled ? [{ createdAt: at(2), status: "SUCCESS" }] : [],
  };
  const children: Record<string, unknown>[] = [];
  if (automatic) children.push({ index: 0, __parentId: id });
  if (code) children.push({ index: automatic ? 1 : 0, code, __parentId: id });
  for (let line = 0; line < linesPerOrder; line++) children.push(makeLine(random, id, number * linesPerOrder + line, code !== null, books));
  return { order, children };
}

function makeLine(random: SeededRandom, parent: string, number: number, discounted: boolean, books: BulkOrdersBooks) {
  const product = random.happens(0.01) ? GIFT_CARD : random.whole(0, 400);
  const isGiftCard = product === GIFT_CARD;
  const unit = 250 + ((product * 67) % 4_000);
  const quantity = random.whole(1, 3);
  const currentQuantity = random.happens(0.03) ? random.whole(0, quantity - 1) : quantity;
  const discount = discounted ? Math.floor((unit * quantity) / 10) : 0;
  const paid = unit * quantity - discount;
  const tax = isGiftCard ? 0 : Math.floor(paid / 6);
  const ordered = paid - tax;
  const goods = currentQuantity === quantity ? ordered : Math.floor((ordered * currentQuantity) / quantity);
  books.lines += 1;
  if (!isGiftCard) {
    books.goodsMinor += BigInt(goods);
    books.orderedMinor += BigInt(ordered);
  }
  return {
    id: `gid://shopify/LineItem/${12_000_000_000_000 + number * 11}`,
    title: TITLES[product % TITLES.length],
    quantity,
    currentQuantity,
    isGiftCard,
    originalTotalSet: bag(unit * quantity),
    priceAfterAllDiscountsBeforeTaxesSet: bag(goods),
    discountAllocations: discount ? [{ allocatedAmountSet: bag(discount) }] : [],
    taxLines: tax ? [{ priceSet: bag(tax) }] : [],
    // A product that was deleted leaves its lines behind.
    product: product % 50 === 49 ? null : { id: `gid://shopify/Product/${8_000_000_000_000 + product}` },
    variant: product % 50 === 49 ? null : { id: `gid://shopify/ProductVariant/${9_000_000_000_000 + product}` },
    __parentId: parent,
  };
}
