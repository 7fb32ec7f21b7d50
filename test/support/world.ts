/**
 * A world for action tests: a clone of the real database, a clock that stands still until moved, an outbox instead of a
 * mail server, and either a strict fake of the shop port or the whole emulator. Call it once at the top of a test file.
 */
import pg from "pg";
import { afterAll, expect } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { systemChance } from "~/adapters/system-chance.server";
import { closeConnections } from "~/db.server";
import { runDueJobs, type Ran } from "~/jobs/run-due-jobs.server";
import type { Mail, MailOutcome } from "~/ports/mailer";
import type { MailRecords, RecordsFound } from "~/ports/mail-records";
import type { ShopPort } from "~/ports/shop";
import type { World } from "~/ports/world";
import { rewire, worldFor } from "~/world.server";
import { startEmulator, type Emulator, type EmulatorOptions } from "../emulator/index.ts";
import { freshDatabase } from "./database";

export const SHOP = "regulars-demo.myshopify.com";
export const START = new Date("2026-11-02T09:00:00Z");
export const DAY_MS = 86_400_000;

export type TestClock = { now(): Date; set(at: Date): Promise<void>; advance(ms: number): Promise<void> };

/** Mails "sent", oldest first; `answerNext` makes the next ones end otherwise. */
export type Outbox = {
  mails: Mail[];
  answerNext: MailOutcome[];
  /** What the DNS says by name; nothing of any other. */ records: Record<string, RecordsFound>;
};

export type TestWorld = {
  world: World;
  shopId: string;
  clock: TestClock;
  outbox: Outbox;
  /** Rows as the cluster's superuser, past every policy: for looking, not for doing. */
  sql<T = Record<string, unknown>>(text: string, params?: unknown[]): Promise<T[]>;
  /** The same over one connection, for what a transaction holds together. */
  inOneSession<T>(work: (ask: (text: string) => Promise<Record<string, unknown>[]>) => Promise<T>): Promise<T>;
  /** Runs what is due now; fails the test when a job failed, unless failures are expected. */
  runDueJobs(options?: { failuresExpected?: boolean }): Promise<Ran[]>;
  worldOf(shopId: string): World;
};

type Options = { shop?: ShopPort | ((shopId: string) => ShopPort); shopId?: string };

export async function testWorld(options: Options = {}): Promise<TestWorld> {
  const database = await freshDatabase();
  process.env.DATABASE_URL = database.urls.app;
  process.env.DATABASE_DOOR_URL = database.urls.door;
  process.env.DATABASE_ERASER_URL = database.urls.eraser;

  let now = START;
  await database.moveClock(now);
  const clock: TestClock = {
    now: () => new Date(now),
    async set(at) {
      now = at;
      await database.moveClock(at);
    },
    advance: (ms) => clock.set(new Date(now.getTime() + ms)),
  };

  const outbox: Outbox = { mails: [], answerNext: [], records: {} };
  const send = async (mail: Mail): Promise<MailOutcome> => {
    const answer = outbox.answerNext.shift() ?? { outcome: "accepted" };
    if (answer.outcome === "accepted" || answer.outcome === "unknown") outbox.mails.push(mail);
    return answer;
  };
  const { shop } = options;
  const records: MailRecords = { readTexts: async (name) => outbox.records[name] ?? { outcome: "none" } };
  rewire({
    clock,
    records,
    chance: systemChance,
    mailer: () => ({ send, sender: () => ({ address: "hello@regulars.example", dkimSelector: "s1" }) }),
    ...(shop && { shop: typeof shop === "function" ? shop : () => shop }),
  });

  const superuser = new pg.Pool({ connectionString: database.urls.superuser, max: 2 });
  // A connection that the dropped database ends while it is idle is nobody's failure.
  superuser.on("error", () => undefined);
  afterAll(async () => {
    await closeQueue();
    await closeConnections();
    await superuser.end();
  });

  const shopId = options.shopId ?? SHOP;
  return {
    world: worldFor(shopId),
    worldOf: worldFor,
    shopId,
    clock,
    outbox,
    sql: async <T>(text: string, params: unknown[] = []) => (await superuser.query(text, params)).rows as T[],
    async inOneSession(work) {
      const client = await superuser.connect();
      try {
        return await work(async (text) => (await client.query<Record<string, unknown>>(text)).rows);
      } finally {
        client.release(true); // with whatever it left open
      }
    },
    async runDueJobs({ failuresExpected = false } = {}) {
      const ran = await runDueJobs();
      if (!failuresExpected) expect(ran.filter((job) => job.outcome === "failed")).toEqual([]);
      return ran;
    },
  };
}

/** The emulator beside a test world, its clock standing with the test's; Shopify's calls reach it by the redirect preload. */
export async function withEmulator(test: TestWorld, options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator({
    frozenAt: test.clock.now(),
    ...options,
    config: {
      apiKey: process.env.SHOPIFY_API_KEY!,
      apiSecret: process.env.SHOPIFY_API_SECRET!,
      appUrl: process.env.SHOPIFY_APP_URL!,
      ...options.config,
    },
  });
  process.env.SHOPIFY_EMULATOR_URL = emulator.config.origin;
  const set = test.clock.set;
  test.clock.set = async (at) => {
    const ahead = at.getTime() - test.clock.now().getTime();
    await set(at);
    if (ahead > 0) await emulator.clock.advance(ahead);
  };
  test.clock.advance = (ms) => test.clock.set(new Date(test.clock.now().getTime() + ms));
  afterAll(() => emulator.close());
  return emulator;
}
