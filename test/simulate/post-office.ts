/**
 * Carries the emulator's webhooks to the app's receiver, signed. In calm weather each goes once and at once; in a storm the
 * same webhook goes up to five times, in any order, up to a day late, or not at all.
 */
import { receiveWebhook } from "~/ingest/receive-webhook.server";
import type { Emulator } from "../emulator/index.ts";
import type { Delivery } from "../emulator/books.ts";
import { webhookRequest } from "../support/send-webhook.ts";
import type { Storm } from "./storm.ts";

type Parcel = { delivery: Delivery; dueAt: number };

const AT_ONCE = 6;
/** Shopify sends again what was not answered 200. */
const AGAIN_AFTER_MS = 60_000;

export class PostOffice {
  readonly #emulator: Emulator;
  readonly #storm: Storm | null;
  /** What was not answered 200 at once. It is sent again, as Shopify does; but nothing in a life makes the app refuse. */
  readonly refused: string[] = [];
  readonly #numbers = new Map<string, number>();
  #parcels: Parcel[] = [];
  #delivered = 0;

  constructor(emulator: Emulator, storm: Storm | null) {
    this.#emulator = emulator;
    this.#storm = storm;
    // From here on nothing else delivers.
    emulator.faults.webhooks.paused = true;
  }

  /** The webhook's place among all of the life, from 1: the same whenever the seed is run. */
  numberOf(webhookId: string): number {
    return this.#numbers.get(webhookId) ?? 0;
  }

  /** Takes in what Shopify has to tell since the last time. */
  collect(): void {
    const { books, clock } = this.#emulator;
    for (const [key, delivery] of [...books.delivery.entries()]) {
      books.delivery.delete(key);
      const n = this.#numbers.size + 1;
      this.#numbers.set(delivery.id, n);
      const delaysMs = this.#storm ? this.#storm.webhook(n).delaysMs : [0];
      for (const delayMs of delaysMs) this.#parcels.push({ delivery, dueAt: clock.now().getTime() + delayMs });
    }
  }

  /** Hands over what is due. @returns how many were handed over */
  async deliverDue(): Promise<number> {
    this.collect();
    const now = this.#emulator.clock.now().getTime();
    const due = this.#parcels.filter(({ dueAt }) => dueAt <= now);
    this.#parcels = this.#parcels.filter(({ dueAt }) => dueAt > now);
    const ordered = this.#storm ? this.#storm.shuffle(due) : due;
    for (let from = 0; from < ordered.length; from += AT_ONCE)
      await Promise.all(ordered.slice(from, from + AT_ONCE).map((parcel) => this.#handOver(parcel, now)));
    return ordered.length;
  }

  get waiting(): number {
    return this.#parcels.length;
  }

  async #handOver({ delivery }: Parcel, now: number): Promise<void> {
    const { topic, body, id, eventId, triggeredAt, apiVersion } = delivery;
    const shop = this.#emulator.books.theShop.domain;
    const request = webhookRequest({ topic, shop, body, webhookId: id, eventId, triggeredAt: new Date(triggeredAt), apiVersion });
    const { status } = await receiveWebhook(request);
    this.#delivered++;
    if (status === 200) return;
    this.refused.push(`${topic} ${this.numberOf(id)} was answered ${status}`);
    if (status !== 503) throw new Error(`the app answered ${status} to ${topic}`);
    this.#parcels.push({ delivery, dueAt: now + AGAIN_AFTER_MS });
  }
}
