/**
 * Delivering webhooks as Shopify does: signed, at least once, no order promised, eight retries over four hours of the
 * emulator's clock, the body as it was when the thing happened. Deliveries live in the books, so a killed emulator goes on
 * where it was. Faults (duplicate, shuffle, delay, drop, secret, paused) are chosen by seed.
 */
import { randomUUID } from "node:crypto";
import type { Delivery } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { makeLot, type Lot } from "./lot.ts";
import { toRawJson } from "./raw-json.ts";
import { signingSecret, signWebhook } from "./sign.ts";

export const API_VERSION = "2026-10";
/** Shopify waits five seconds for an answer. */
const TIMEOUT_MS = 5_000;
/** After the first attempt: eight retries, four hours all told. */
export const RETRY_AFTER_SECONDS = [60, 120, 240, 600, 1_200, 2_400, 4_200, 5_580];
/** Finished deliveries kept to be looked at; older ones leave the books. */
const FINISHED_KEPT = 5_000;
/** A call of deliverDue stops here, should the app cause new webhooks without end. */
const MOST_ROUNDS = 1_000;
const TICK_MS = 100;

const SENT_AFTER_UNINSTALL = ["app/uninstalled", "shop/redact", "customers/redact", "customers/data_request"];

/** Attempts of this call that were answered 2xx, that failed (to be retried or given up), and deliveries still to come. */
export type DeliveryReport = { delivered: number; failed: number; waiting: number };

export type Webhooks = {
  /** Queues a webhook when the app declares the topic; after uninstalling only the farewell and the compliance topics. */
  emit: EmulatorContext["emit"];
  /** Delivers all that is due by the emulator's clock, also what comes due meanwhile. Calls wait for each other. */
  deliverDue(): Promise<DeliveryReport>;
  /** Delivers in the background until `stop`; timers don't keep the process alive. */
  start(): void;
  /** Resolves when no request is under way any more. */
  stop(): Promise<void>;
};

export type WebhookOptions = {
  /** Requests at once. More than one means arrival order is only roughly the queue's. Default 8. */
  parallel?: number;
  /** Real milliseconds to wait for an answer. Default 5,000. */
  timeoutMs?: number;
};

export function makeWebhooks(ctx: Omit<EmulatorContext, "emit">, { parallel = 8, timeoutMs = TIMEOUT_MS }: WebhookOptions = {}): Webhooks {
  const { books, clock, config, faults } = ctx;
  const waiting = new Set<string>();
  const finished: string[] = [];
  for (const [key, delivery] of books.delivery.entries()) {
    if (delivery.status === "waiting") waiting.add(key);
    else finished.push(key);
  }

  let lot: Lot = makeLot(faults.seed);
  let lotSeed = faults.seed;
  const chance = (): Lot => {
    if (lotSeed !== faults.seed) [lot, lotSeed] = [makeLot(faults.seed), faults.seed];
    return lot;
  };

  const put = (key: string, delivery: Delivery) => {
    books.delivery.put(key, delivery);
    if (delivery.status === "waiting") return void waiting.add(key);
    waiting.delete(key);
    finished.push(key);
    if (finished.length > FINISHED_KEPT) for (const old of finished.splice(0, finished.length - FINISHED_KEPT)) books.delivery.delete(old);
  };

  const isUninstalled = () => [...books.installation.values()].at(-1)?.uninstalledAt != null;

  const emit: Webhooks["emit"] = (topic, payload, { eventId = randomUUID() } = {}) => {
    if (!config.webhookTopics.includes(topic) || (isUninstalled() && !SENT_AFTER_UNINSTALL.includes(topic))) return;
    const { duplicate, delayMs, dropShare } = faults.webhooks;
    const now = clock.now().getTime();
    const delivery: Delivery = {
      id: randomUUID(),
      topic,
      eventId,
      triggeredAt: new Date(now).toISOString(),
      apiVersion: API_VERSION,
      body: toRawJson(payload),
      dueAt: new Date(now + delayMs).toISOString(),
      attempts: 0,
      status: dropShare > 0 && chance().draw() < dropShare ? "dropped" : "waiting",
      lastStatus: null,
    };
    put(delivery.id, delivery);
    if (delivery.status === "dropped") return;
    for (let copy = 1; copy <= duplicate; copy++) put(`${delivery.id}~${copy}`, { ...delivery, id: `${delivery.id}~${copy}` });
  };

  /** The answer's status, or null when none came in time. */
  const send = async (delivery: Delivery): Promise<number | null> => {
    const address = new URL(config.webhookPath, config.appUrl);
    const headers = headersOf(delivery);
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(address, { method: "POST", body: delivery.body, headers, redirect: "manual", signal });
      await response.arrayBuffer();
      return response.status;
    } catch (error) {
      // Refused, reset, timed out: all of it is "no answer", and is retried. Anything else is a bug of ours.
      if (error instanceof TypeError || (error instanceof DOMException && ["TimeoutError", "AbortError"].includes(error.name))) return null;
      throw error;
    }
  };

  const headersOf = (delivery: Delivery): Record<string, string> => ({
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": delivery.topic,
    "x-shopify-hmac-sha256": signWebhook(delivery.body, signingSecret(config, faults.webhooks.secret)),
    "x-shopify-shop-domain": books.theShop.domain,
    "x-shopify-api-version": delivery.apiVersion,
    // A duplicate is the same webhook once more: same id.
    "x-shopify-webhook-id": delivery.id.split("~")[0],
    "x-shopify-triggered-at": delivery.triggeredAt,
    "x-shopify-event-id": delivery.eventId,
    "x-shopify-name": delivery.topic.replaceAll("/", "-"),
  });

  const attempt = async (key: string, report: DeliveryReport) => {
    const delivery = books.delivery.get(key);
    if (!delivery || delivery.status !== "waiting") return;
    const status = await send(delivery);
    const accepted = status !== null && status >= 200 && status < 300;
    const wait = RETRY_AFTER_SECONDS[delivery.attempts];
    report[accepted ? "delivered" : "failed"] += 1;
    put(key, {
      ...delivery,
      attempts: delivery.attempts + 1,
      lastStatus: status,
      status: accepted ? "delivered" : wait === undefined ? "given up" : "waiting",
      dueAt: accepted || wait === undefined ? delivery.dueAt : new Date(clock.now().getTime() + wait * 1000).toISOString(),
    });
  };

  const dueNow = (): string[] => {
    if (faults.webhooks.paused) return [];
    const now = clock.now().getTime();
    const due = [...waiting].filter((key) => Date.parse(books.delivery.need(key).dueAt) <= now);
    return faults.webhooks.shuffle ? chance().shuffle(due) : due;
  };

  const deliverAll = async (): Promise<DeliveryReport> => {
    const report = { delivered: 0, failed: 0, waiting: 0 };
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const due = dueNow();
      if (due.length === 0) break;
      const rest = due[Symbol.iterator]();
      const lane = async () => {
        for (const key of rest) if (!faults.webhooks.paused) await attempt(key, report);
      };
      await Promise.all(Array.from({ length: Math.min(parallel, due.length) }, lane));
    }
    report.waiting = waiting.size;
    return report;
  };

  let turn: Promise<unknown> = Promise.resolve();
  const deliverDue = (): Promise<DeliveryReport> => {
    const mine = turn.then(deliverAll);
    turn = mine.catch(() => undefined); // Whoever called hears of the error; the next call starts afresh.
    return mine;
  };

  let timer: NodeJS.Timeout | null = null;
  let busy = false;
  const tick = () => {
    if (busy || waiting.size === 0) return;
    busy = true;
    deliverDue()
      .catch((error: unknown) => console.error("the emulator could not deliver webhooks:", error))
      .finally(() => (busy = false));
  };
  return {
    emit,
    deliverDue,
    start() {
      timer ??= setInterval(tick, TICK_MS).unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      timer = null;
      await turn;
    },
  };
}
