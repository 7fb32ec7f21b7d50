/**
 * A store small enough to know by heart, for tests of the emulator's faces: one shop, two collections, four products, one
 * customer. Not for the demo; stores to look at come from `stores/`.
 */
import { Books, type Customer, type Id, type Product } from "./books.ts";
import { EmulatorClock } from "./clock.ts";
import type { EmulatorConfig, EmulatorContext } from "./context.ts";

export type SmallStore = EmulatorContext & {
  emitted: { topic: string; payload: unknown }[];
  /** Product ids by handle. */
  products: Record<string, Product>;
  mia: Customer;
};

/** @param config what a test needs otherwise than the default, e.g. a real origin. */
export function smallStore(config: Partial<EmulatorConfig> = {}): SmallStore {
  const books = new Books();
  const clock = new EmulatorClock();
  const at = clock.iso();
  const shopId = books.nextId();
  books.shop.put(shopId, {
    id: shopId,
    domain: "small-store.myshopify.com",
    name: "Small & Sons",
    email: "hello@small.example",
    ownerName: "Ada Small",
    currency: "GBP",
    ianaTimezone: "Europe/London",
    countryCode: "GB",
    taxesIncluded: true,
    taxRate: 0.2,
    shippingMinor: 395,
    planName: "Basic",
    newCustomerAccounts: true,
    sellsSubscriptions: false,
    origin: "made by hand for tests",
    createdAt: at,
  });
  const collection = (handle: string, title: string): Id => {
    const id = books.nextId();
    books.collection.put(id, { id, handle, title });
    return id;
  };
  const tea = collection("tea", "Tea");
  const kitchen = collection("kitchen", "Kitchen");
  const products: Record<string, Product> = {};
  const product = (
    handle: string,
    title: string,
    priceMinor: number,
    collectionId: Id,
    inventory: number | null,
    giftCard = false,
  ): void => {
    const id = books.nextId();
    const variantId = books.nextId();
    books.variant.put(variantId, {
      id: variantId,
      productId: id,
      inventoryItemId: books.nextId(),
      title: "Default Title",
      sku: handle.toUpperCase(),
      priceMinor,
      unitCostMinor: Math.round(priceMinor / 2),
      inventory,
      taxable: !giftCard,
    });
    products[handle] = books.product.put(id, {
      id,
      handle,
      title,
      description: `${title}, as we like it.`,
      vendor: "Small",
      productType: "Goods",
      status: "ACTIVE",
      imageUrl: null,
      collectionIds: [collectionId],
      variantIds: [variantId],
      giftCard,
      createdAt: at,
      updatedAt: at,
    });
  };
  product("earl-grey", "Earl Grey", 850, tea, 100);
  product("jubilee-mug", "Jubilee Mug", 1200, kitchen, 20);
  product("last-teapot", "Last Teapot", 3200, kitchen, 0);
  product("gift-card", "Gift Card", 2500, kitchen, null, true);
  const customerId = books.nextId();
  const mia: Customer = {
    id: customerId,
    firstName: "Mia",
    lastName: "Berg",
    email: "mia@example.com",
    phone: null,
    marketingState: "SUBSCRIBED",
    consentUpdatedAt: at,
    addresses: [],
    tags: [],
    numberOfOrders: 0,
    amountSpentMinor: 0,
    createdAt: at,
    updatedAt: at,
  };
  books.customer.put(customerId, mia);
  const emitted: SmallStore["emitted"] = [];
  return {
    books,
    clock,
    config: {
      origin: "http://127.0.0.1:4000",
      appUrl: "http://localhost:4001",
      apiKey: "test-key",
      apiSecret: "test-secret",
      appHandle: "regulars",
      scopes: ["read_orders", "read_products"],
      optionalScopes: [],
      proxyPrefix: "apps",
      proxySubpath: "regulars",
      proxyAppPath: "/proxy",
      webhookTopics: ["orders/create", "orders/updated", "refunds/create", "customers/create", "app/scopes_update"],
      webhookPath: "/webhooks",
      fileFolder: "",
      extensionFolder: "",
      mailOrigin: "http://127.0.0.1:4000/__mail",
      storefront: { theme: "plain", accounts: "new", brandColour: null, language: "en", blockSettings: {} },
      ...config,
    },
    faults: {
      webhooks: { duplicate: 0, shuffle: false, delayMs: 0, dropShare: 0, secret: "current", paused: false },
      api: { throttleNext: 0, status429Next: 0, status5xxNext: 0, hangNext: 0, commitThenDropNext: [] },
      tokens: { mode: "ok" },
      bulk: { cut: false, shuffle: false, nullPersonalData: false, fail: false },
      mail: { rejectNext: 0, acceptThenDropNext: 0 },
      seed: 1,
    },
    log: [],
    emit: (topic, payload) => {
      emitted.push({ topic, payload });
    },
    emitted,
    products,
    mia,
  };
}
