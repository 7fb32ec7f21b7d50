/** FAULTS 61: of two customers made one, one person is written to: nothing twice, no button that opens nothing, no reminder lost. */
import { describe, expect, test } from "vitest";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { joinMergedAmbassadors } from "~/ingest/join-merged-ambassadors.server";
import type { World } from "~/ports/world";
import { anAmbassador } from "../../support/builders";
import { fakeShops } from "../../support/fake-shops";
import { invitedPeople } from "../../support/invited";
import { openWithMaxine } from "../../support/open-with-maxine";
import { DAY_MS, START } from "../../support/world";

const t = await fakeShops();
const merge = (world: World, ids: { keptId: string; deletedId: string }) =>
  world.transaction(async () => {
    const merged = await mergeBuyers(world, ids);
    if (merged.outcome === "two ambassadors") await joinMergedAmbassadors(world, merged);
  });

describe("two ambassadors who become one", () => {
  async function two() {
    const shop = await openWithMaxine(t);
    await shop.set({ mostPerWeek: 7 });
    const tom = await anAmbassador(shop.world, { programId: shop.programId, currency: "GBP" }, { name: "Tom" });
    shop.fake.buyers.set(tom.buyerId, { ...shop.fake.buyers.get(shop.maxine.buyerId)!, buyerId: tom.buyerId });
    const monthly = (one: typeof tom) =>
      shop.write({ kind: "progress", cause: `${one.ambassadorId} 2026-10`, buyerId: one.buyerId, about: { month: "2026-10" } });
    const both = { keptId: shop.maxine.buyerId, deletedId: tom.buyerId };
    return { ...shop, tom, monthly, both };
  }

  test("get one monthly letter: the merged one's ends when they become one", async () => {
    const { world, maxine, tom, monthly, both, letters } = await two();
    for (const one of [maxine, tom]) await monthly(one);
    await merge(world, both);
    expect((await letters()).map(({ state, reason }) => [state, reason]).sort()).toEqual([
      ["not sent", "no longer true"],
      ["waiting", null],
    ]);
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
  });

  test("nor another one by a letter that was asked for before and is written only after", async () => {
    const { world, maxine, tom, monthly, both } = await two();
    await monthly(maxine);
    await merge(world, both);
    await monthly(tom);
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
  });

  test("are told of no replaced code that was the merged one's", async () => {
    const { world, tom, write, both, rows } = await two();
    const [{ id }] = await rows<{ id: string }>("SELECT code_id::text AS id FROM share_code WHERE shop_id = $1 AND code = $2", [tom.code]);
    await write({ kind: "code replaced", cause: id, buyerId: tom.buyerId, about: { oldCode: "GONE" } });
    await merge(world, both);
    await t.runDueJobs();
    expect(t.outbox.mails).toEqual([]);
  });
});

test("an ambassador whose customer became another gets what was asked for before", async () => {
  const { world, fake, maxine, write } = await openWithMaxine(t);
  const known = fake.buyers.get(maxine.buyerId)!;
  const keptId = "77";
  fake.buyers.set(keptId, { ...known, buyerId: keptId });
  await world.transaction(({ db }) =>
    db.buyer.create({ data: { shopId: world.shopId, buyerId: keptId, consent: "subscribed", currency: "GBP", readAt: t.clock.now() } }),
  );
  await merge(world, { keptId, deletedId: maxine.buyerId });
  fake.buyers.delete(maxine.buyerId);
  await write({ cause: maxine.ambassadorId });
  await t.runDueJobs();
  expect(t.outbox.mails.map(({ subject }) => subject)).toEqual([`${maxine.code} is yours`]);
});

describe("invitations of two customers who become one", () => {
  async function invited(people = 2) {
    await t.clock.set(START);
    const shop = await invitedPeople(
      t,
      Array.from({ length: people }, () => ({})),
    );
    t.outbox.mails.length = 0;
    const [deletedId, keptId] = shop.ids;
    /** Until reminders are due, and the week of two invitations is over. */
    const overAWeek = async () => {
      for (let day = 0; day < 9; day++) {
        await t.runDueJobs();
        await t.clock.advance(DAY_MS);
      }
    };
    const invitations = () =>
      shop.rows<{ buyer_id: string; state: string; opens: boolean }>(
        "SELECT buyer_id, state, token_hash IS NOT NULL AS opens FROM invitation WHERE shop_id = $1 ORDER BY buyer_id = $2",
        [keptId],
      );
    return { ...shop, deletedId, keptId, overAWeek, invitations };
  }

  test("both invited: one reminder, of the one whose link opens", async () => {
    const { world, deletedId, keptId, overAWeek } = await invited();
    await merge(world, { keptId, deletedId });
    await overAWeek();
    expect(t.outbox.mails.map(({ to }) => to)).toEqual(["p2@people.example"]);
  });

  test("a reminder that waits already when they become one is of no dead link either", async () => {
    const { world, deletedId, keptId, shopId, overAWeek } = await invited();
    await t.sql(
      `INSERT INTO letter (shop_id, letter_id, buyer_id, kind, cause, state, created_at, due_at)
       SELECT shop_id, gen_random_uuid(), buyer_id, 'reminder', invitation_id::text, 'waiting', $2, $2 FROM invitation WHERE shop_id = $1 AND buyer_id = $3`,
      [shopId, t.clock.now(), deletedId],
    );
    await merge(world, { keptId, deletedId });
    await world.transaction(async ({ db, queue }) => {
      for (const { letterId } of await db.letter.findMany({ where: { shopId } })) await queue.add("letter.send", { letterId });
    });
    await overAWeek();
    expect(t.outbox.mails).toHaveLength(1);
  });

  test("only the one that went was invited: whom they became is reminded", async () => {
    const { world, deletedId, keptId, shopId, overAWeek } = await invited();
    await t.sql("DELETE FROM invitation WHERE shop_id = $1 AND buyer_id = $2", [shopId, keptId]);
    await merge(world, { keptId, deletedId });
    await overAWeek();
    expect(t.outbox.mails.map(({ to, subject }) => [to, subject.slice(-10)])).toEqual([["p2@people.example", "still free"]]);
  });

  test("one that was sent counts, whichever it is, before one that was not", async () => {
    const { world, deletedId, keptId, shopId, overAWeek, invitations } = await invited();
    await t.sql("UPDATE invitation SET state = 'not sent', token_hash = NULL, expires_at = NULL WHERE shop_id = $1 AND buyer_id = $2", [
      shopId,
      keptId,
    ]);
    await merge(world, { keptId, deletedId });
    await merge(world, { keptId, deletedId });
    expect(await invitations()).toEqual([
      { buyer_id: deletedId, state: "not sent", opens: false },
      { buyer_id: keptId, state: "sent", opens: true },
    ]);
    await overAWeek();
    expect(t.outbox.mails).toHaveLength(1);
  });
});
