/** Whoever writes to a person, or hears from them, takes the locks of whoever refreshes, merges or erases them, in the same order. */
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { buyerLock } from "~/domain/buyer/buyer-lock";
import { holdBuyer } from "~/domain/buyer/hold-buyer.server";
import { holdBuyers } from "~/domain/buyer/hold-buyers.server";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { noteMailReport } from "~/domain/delivery/note-mail-report.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { aBuyer, aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
const { shopId } = world;
beforeAll(() => aShop(world));

/** Outside the transaction at hand, as another process would. */
const outsideOf = AsyncLocalStorage.snapshot();
/** Long enough for the other to come to where it waits; being too short, a test would pass for no reason, never fail. */
const WAITS_MS = 400;
const waiting = async () =>
  (await t.sql("SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).length;

/** A mail that went to them. */
async function mailTo(buyerId: string): Promise<string> {
  const contactId = world.chance.uuid();
  const sent = { kind: "welcome", channel: "e-mail", state: "sent", about: "", emailHash: world.fingerprint.of(`${buyerId}@old.example`) };
  await world.transaction(({ db }) => db.contact.create({ data: { shopId, contactId, buyerId, ...sent, happenedAt: t.clock.now() } }));
  return contactId;
}

type Work = (buyerId: string) => Promise<unknown>;
const complain: Work = async (buyerId) => noteMailReport(world, { kind: "complained", mailId: await mailTo(buyerId), detail: null });
const leave: Work = (buyerId) => optOut(world, { buyerId, source: "test" });
const hold: Work = (buyerId) => world.transaction(({ db }) => holdBuyer(db, shopId, buyerId));

describe.each<[string, Work]>([
  ["a complaint", complain],
  ["an opt-out", leave],
  ["a mail's answer", hold],
])("%s", (_what, work) => {
  test("and whoever refreshes its person: their name first, then their row", async () => {
    const { buyerId } = await aBuyer(world);
    let done: Promise<unknown> | undefined;
    await world.transaction(async (tx) => {
      await tx.db.$executeRaw`SELECT ${buyerLock(shopId, buyerId)}`;
      done = outsideOf(() => work(buyerId));
      done.catch(() => undefined);
      await pause(WAITS_MS);
      await holdBuyers(world, tx, { buyerIds: [buyerId] });
    });
    await done;
  });

  test("does not hold who went while it waits for whom they became, whom somebody holds who waits for who went", async () => {
    const [keptId, deletedId] = [(await aBuyer(world)).buyerId, (await aBuyer(world)).buyerId].sort();
    const others: Promise<unknown>[] = [];
    const begin = async (other: () => Promise<unknown>) => {
      const begun = outsideOf(other);
      begun.catch(() => undefined);
      others.push(begun);
      await expect.poll(waiting).toBe(others.length);
    };
    await world.transaction(async () => {
      await mergeBuyers(world, { keptId, deletedId });
      await begin(() => work(deletedId));
      await begin(() =>
        world.transaction(async (tx) => {
          await holdBuyers(world, tx, { buyerIds: [keptId] });
          await pause(WAITS_MS);
          await holdBuyers(world, tx, { buyerIds: [deletedId] });
        }),
      );
    });
    await Promise.all(others);
  });
});
