import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Books } from "../books.ts";
import { discountedStore } from "../commerce/discounted-store.ts";
import { placeOrder } from "../commerce/place-order.ts";
import { API_VERSION, makeWebhooks, RETRY_AFTER_SECONDS, type WebhookOptions } from "./deliver.ts";
import { signWebhook } from "./sign.ts";

type Received = { path: string; headers: IncomingHttpHeaders; body: string };
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** An app that answers as told: a status, or null for never. */
async function app(answer: (received: Received, count: number) => number | null = () => 200) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      const one = { path: request.url!, headers: request.headers, body };
      const status = answer(one, received.push(one));
      if (status !== null) response.writeHead(status, status >= 300 && status < 400 ? { location: "/elsewhere" } : {}).end();
    });
  }).listen(0, "127.0.0.1");
  open.push(server);
  await once(server, "listening");
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ids: () => received.map(({ headers }) => headers["x-shopify-webhook-id"]),
  };
}

/** A store whose webhooks go to that app, one at a time so that order shows. */
function storeFor(appUrl: string, options: WebhookOptions = { parallel: 1 }) {
  const store = discountedStore({}, { appUrl, webhookPath: "/webhooks" });
  const webhooks = makeWebhooks(store, options);
  return { ...store, emit: webhooks.emit, webhooks };
}
const emitSome = (store: ReturnType<typeof storeFor>, count: number) => {
  for (let index = 0; index < count; index++) store.emit("orders/updated", { index });
};
const order = (received: Received[]) => received.map(({ body }) => JSON.parse(body).index as number);
const statuses = (store: { books: Books }) => [...store.books.delivery.values()].map(({ status }) => status);

test("a webhook is posted with Shopify's headers and a true signature of the raw body", async () => {
  const { received, url } = await app();
  const store = storeFor(url);
  placeOrder(store, store.cart([["earl-grey", 1]]));
  expect(await store.webhooks.deliverDue()).toEqual({ delivered: 2, failed: 0, waiting: 0 });
  const [created, paid] = received;
  expect(created.path).toBe("/webhooks");
  expect(created.headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": "small-store.myshopify.com",
    "x-shopify-api-version": API_VERSION,
    "x-shopify-triggered-at": store.clock.iso(),
    "x-shopify-hmac-sha256": createHmac("sha256", "test-secret").update(created.body).digest("base64"),
  });
  expect(created.headers["x-shopify-name"]).toBeTruthy();
  expect(created.headers["x-shopify-webhook-id"]).not.toBe(paid.headers["x-shopify-webhook-id"]);
  expect(created.headers["x-shopify-event-id"]).toBe(paid.headers["x-shopify-event-id"]);
  expect(created.body).toMatch(/"id":9007199254\d{6},/);
});

test("topics the app doesn't declare are not queued", async () => {
  const store = storeFor("http://127.0.0.1:1");
  store.emit("products/update", {});
  expect(store.books.delivery.size).toBe(0);
});

test("an uninstalled app hears the farewell and the compliance topics only", () => {
  const store = discountedStore({}, { webhookTopics: ["orders/create", "app/uninstalled", "shop/redact"] });
  const { emit } = makeWebhooks(store);
  const at = store.clock.iso();
  store.books.installation.put("test-key", { clientId: "test-key", scopes: [], installedAt: at, uninstalledAt: at, proxyPrefix: "apps" });
  for (const topic of store.config.webhookTopics) emit(topic, {});
  expect([...store.books.delivery.values()].map(({ topic }) => topic)).toEqual(["app/uninstalled", "shop/redact"]);
});

describe("retries", () => {
  test("eight over four hours of the emulator's clock, the body as it was, then it is given up", async () => {
    const { received, url } = await app(() => 500);
    const store = storeFor(url);
    emitSome(store, 1);
    expect(await store.webhooks.deliverDue()).toEqual({ delivered: 0, failed: 1, waiting: 1 });
    for (const seconds of RETRY_AFTER_SECONDS) {
      await store.clock.advance(seconds * 1000 - 1);
      expect((await store.webhooks.deliverDue()).failed).toBe(0);
      await store.clock.advance(1);
      expect((await store.webhooks.deliverDue()).failed).toBe(1);
    }
    expect(RETRY_AFTER_SECONDS.reduce((a, b) => a + b)).toBe(4 * 3600);
    expect(received).toHaveLength(9);
    expect(
      new Set(received.map(({ body, headers }) => `${body}${headers["x-shopify-webhook-id"]}${headers["x-shopify-triggered-at"]}`)).size,
    ).toBe(1);
    await store.clock.advance(24 * 3_600_000);
    expect(await store.webhooks.deliverDue()).toEqual({ delivered: 0, failed: 0, waiting: 0 });
    expect([...store.books.delivery.values()]).toMatchObject([{ status: "given up", attempts: 9, lastStatus: 500 }]);
  });

  test("a later success ends them", async () => {
    const { received, url } = await app((_one, count) => (count < 3 ? 503 : 204));
    const store = storeFor(url);
    emitSome(store, 1);
    for (const seconds of [0, 60, 120, 9999]) {
      await store.clock.advance(seconds * 1000);
      await store.webhooks.deliverDue();
    }
    expect([received.length, statuses(store)]).toEqual([3, ["delivered"]]);
  });

  test("a redirect is no success and is not followed", async () => {
    const { received, url } = await app(() => 302);
    const store = storeFor(url);
    emitSome(store, 1);
    expect(await store.webhooks.deliverDue()).toMatchObject({ delivered: 0, failed: 1 });
    expect(received).toHaveLength(1);
  });

  test("an app that is down or never answers in time is tried again later", async () => {
    const { url } = await app(() => null);
    const slow = storeFor(url, { timeoutMs: 50 });
    emitSome(slow, 1);
    expect(await slow.webhooks.deliverDue()).toEqual({ delivered: 0, failed: 1, waiting: 1 });
    const down = storeFor("http://127.0.0.1:1");
    emitSome(down, 1);
    expect(await down.webhooks.deliverDue()).toEqual({ delivered: 0, failed: 1, waiting: 1 });
    expect([...down.books.delivery.values()]).toMatchObject([{ status: "waiting", attempts: 1, lastStatus: null }]);
  });
});

describe("faults", () => {
  test("none: once each, in the queue's order", async () => {
    const { received, url } = await app();
    const store = storeFor(url);
    emitSome(store, 12);
    await store.webhooks.deliverDue();
    expect(order(received)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test("duplicate: that many copies more, each the same webhook", async () => {
    const { received, url, ids } = await app();
    const store = storeFor(url);
    store.faults.webhooks.duplicate = 2;
    emitSome(store, 2);
    expect(await store.webhooks.deliverDue()).toEqual({ delivered: 6, failed: 0, waiting: 0 });
    expect([order(received), new Set(ids()).size]).toEqual([[0, 0, 0, 1, 1, 1], 2]);
    for (const id of ids()) expect(id).not.toContain("~");
  });

  test("shuffle: another order, the same for the same seed", async () => {
    const shuffled = async (seed: number) => {
      const { received, url } = await app();
      const store = storeFor(url);
      Object.assign(store.faults, { seed });
      store.faults.webhooks.shuffle = true;
      emitSome(store, 12);
      await store.webhooks.deliverDue();
      return order(received);
    };
    const [once, again, other] = [await shuffled(7), await shuffled(7), await shuffled(8)];
    expect(once).toEqual(again);
    expect(once).not.toEqual(other);
    expect([...once].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(once).not.toEqual([...once].sort((a, b) => a - b));
  });

  test("drop: a share by lot never comes, and the books know which", async () => {
    const { received, url } = await app();
    const store = storeFor(url, { parallel: 8 });
    store.faults.webhooks.dropShare = 0.25;
    emitSome(store, 400);
    await store.webhooks.deliverDue();
    const dropped = statuses(store).filter((status) => status === "dropped").length;
    expect(received).toHaveLength(400 - dropped);
    expect(dropped).toBeGreaterThan(60); // 100 expected, standard deviation 8.7
    expect(dropped).toBeLessThan(140);
  });

  test("delay: not before its time on the emulator's clock, triggered when it happened", async () => {
    const { received, url } = await app();
    const store = storeFor(url);
    const happened = store.clock.iso();
    store.faults.webhooks.delayMs = 24 * 3_600_000;
    emitSome(store, 1);
    expect(await store.webhooks.deliverDue()).toEqual({ delivered: 0, failed: 0, waiting: 1 });
    await store.clock.advance(24 * 3_600_000);
    await store.webhooks.deliverDue();
    expect(received[0].headers["x-shopify-triggered-at"]).toBe(happened);
  });

  test.each([
    ["current", "test-secret", true],
    ["old", "test-secret-old", true],
    ["wrong", "test-secret", false],
    ["wrong", "test-secret-old", false],
  ] as const)("secret %s: signed with %s is %s", async (secret, key, matches) => {
    const { received, url } = await app();
    const store = storeFor(url);
    store.faults.webhooks.secret = secret;
    emitSome(store, 1);
    await store.webhooks.deliverDue();
    expect(received[0].headers["x-shopify-hmac-sha256"] === signWebhook(received[0].body, key)).toBe(matches);
  });

  test("paused: nothing goes out until it is lifted", async () => {
    const { received, url } = await app();
    const store = storeFor(url);
    store.faults.webhooks.paused = true;
    emitSome(store, 2);
    expect(await store.webhooks.deliverDue()).toEqual({ delivered: 0, failed: 0, waiting: 2 });
    store.faults.webhooks.paused = false;
    expect((await store.webhooks.deliverDue()).delivered).toBe(2);
    expect(received).toHaveLength(2);
  });
});

test("webhooks caused while delivering are delivered in the same call", async () => {
  let store: ReturnType<typeof storeFor> | null = null;
  const { received, url } = await app((_one, count) => {
    if (count < 4) emitSome(store!, 1);
    return 200;
  });
  store = storeFor(url);
  emitSome(store, 1);
  expect(await store.webhooks.deliverDue()).toEqual({ delivered: 4, failed: 0, waiting: 0 });
  expect(received).toHaveLength(4);
});

test("two calls at once deliver nothing twice", async () => {
  const { received, url } = await app();
  const store = storeFor(url, { parallel: 4 });
  emitSome(store, 20);
  const reports = await Promise.all([store.webhooks.deliverDue(), store.webhooks.deliverDue()]);
  expect(reports.map(({ delivered }) => delivered)).toEqual([20, 0]);
  expect(received).toHaveLength(20);
});

test("what was waiting when the emulator died goes out when it is back", async () => {
  const { received, url } = await app();
  const folder = mkdtempSync(path.join(tmpdir(), "emulator-books-"));
  try {
    const file = path.join(folder, "books.sqlite");
    const store = storeFor(url);
    const first = new Books(file);
    first.shop.put(store.books.theShop.id, store.books.theShop);
    const webhooks = makeWebhooks({ ...store, books: first });
    for (const index of [0, 1, 2]) webhooks.emit("orders/updated", { index });
    first.close();

    const books = new Books(file);
    expect(await makeWebhooks({ ...store, books }, { parallel: 1 }).deliverDue()).toEqual({ delivered: 3, failed: 0, waiting: 0 });
    expect([order(received), statuses({ books })]).toEqual([
      [0, 1, 2],
      ["delivered", "delivered", "delivered"],
    ]);
    books.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the books keep the last 5,000 finished deliveries", () => {
  const store = storeFor("http://127.0.0.1:1");
  store.faults.webhooks.dropShare = 1;
  emitSome(store, 5_003);
  expect([...store.books.delivery.values()].map(({ body }) => body).at(0)).toBe('{"index":3}');
  expect(store.books.delivery.size).toBe(5_000);
});

test("in the background everything due is delivered by itself until stopped", async () => {
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  const { received, url } = await app(() => (arrived(), 200));
  const store = storeFor(url);
  store.webhooks.start();
  emitSome(store, 1);
  await arrival;
  await store.webhooks.stop();
  expect(statuses(store)).toEqual(["delivered"]);
  emitSome(store, 1);
  expect([received.length, statuses(store)]).toEqual([1, ["delivered", "waiting"]]);
});
