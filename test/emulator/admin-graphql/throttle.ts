/**
 * The leaky bucket of the Admin API: so many points, restored by the second, by the shop's plan. It runs on the
 * emulator's clock; while that one stands still (tests freeze it) real time restores it, or a caller who waits as told
 * would wait for ever.
 */
import type { EmulatorContext } from "../context.ts";

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** Looked up in this order, since "Shopify Plus" is also called Shopify. */
const RATE_BY_PLAN: Record<string, number> = { enterprise: 2000, plus: 1000, advanced: 200, grow: 100, basic: 100, shopify: 100 };
const BUCKET_SECONDS = 20;

type Bucket = { available: number; clockMs: number; realMs: number };
const buckets = new WeakMap<EmulatorContext["books"], Bucket>();

function restored(context: EmulatorContext): { bucket: Bucket; rate: number } {
  const plan = context.books.theShop.planName.toLowerCase();
  const rate = Object.entries(RATE_BY_PLAN).find(([name]) => plan.includes(name))?.[1] ?? 100;
  const clockMs = context.clock.now().getTime();
  const realMs = performance.now();
  const bucket = buckets.get(context.books) ?? { available: rate * BUCKET_SECONDS, clockMs, realMs };
  const seconds = Math.max(clockMs - bucket.clockMs, realMs - bucket.realMs) / 1000;
  bucket.available = Math.min(rate * BUCKET_SECONDS, bucket.available + seconds * rate);
  bucket.clockMs = clockMs;
  bucket.realMs = realMs;
  buckets.set(context.books, bucket);
  return { bucket, rate };
}

export function throttleStatus(context: EmulatorContext): ThrottleStatus {
  const { bucket, rate } = restored(context);
  return { maximumAvailable: rate * BUCKET_SECONDS, currentlyAvailable: Math.floor(bucket.available), restoreRate: rate };
}

/** Takes the points, or says no and takes nothing. */
export function take(context: EmulatorContext, points: number): boolean {
  const { bucket } = restored(context);
  if (bucket.available < points) return false;
  bucket.available -= points;
  return true;
}

/** The requested cost is taken first; what the actual cost was less comes back, what it was more is owed. */
export function settle(context: EmulatorContext, requested: number, actual: number): void {
  const { bucket, rate } = restored(context);
  bucket.available = Math.min(rate * BUCKET_SECONDS, bucket.available + requested - actual);
}
