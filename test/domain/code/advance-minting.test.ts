import { describe, expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { advanceMinting } from "~/domain/code/advance-minting.server";
import { aBuyer, anOrder } from "../../support/builders";
import { t, readyShop } from "./ready-shop";

describe("the pool of single-use codes", () => {
  test("a new shop has 300 confirmed codes of eight characters, brought in runs of at most 250, one after the other", async () => {
    const { fake, pool, rows, step } = await readyShop();
    expect(await pool()).toEqual({ ready: 300 });
    expect(fake.additions.map(({ codes }) => codes.length)).toEqual([250, 50]);
    const click = (await rows<{ shopify_id: string }>("SELECT shopify_id FROM discount WHERE shop_id = $1 AND kind = 'click'"))[0]
      .shopify_id;
    for (const { code } of await rows<{ code: string }>("SELECT code FROM click_code WHERE shop_id = $1")) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
      expect(fake.codes.get(code)).toBe(click);
    }
    expect(await step()).toEqual({ outcome: "nothing to mint" });
  });

  test("a code is not handed out before Shopify names it as added", async () => {
    const { drain, step, pool, fake } = await readyShop();
    await drain(0);
    expect(await step()).toEqual({ outcome: "running" });
    expect(await step()).toEqual({ outcome: "running" });
    expect(await pool()).toEqual({ taken: 300, waiting: 250 });
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 250, refused: 0 });
    expect(await pool()).toEqual({ taken: 300, ready: 250 });
    expect(fake.calls.addCodes).toBe(1);
  });

  test("a pool code that is taken elsewhere is refused, and the next run makes up for it", async () => {
    const { drain, step, pool, fake } = await readyShop();
    await drain(0);
    await step();
    for (const code of fake.running!.codes.slice(0, 3)) fake.merchantDiscount(code);
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 247, refused: 3 });
    await step();
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 53, refused: 0 });
    expect(await pool()).toEqual({ taken: 300, ready: 300, refused: 3 });
  });

  test("a few missing codes are not worth a run", async () => {
    const { drain, step } = await readyShop();
    await drain(251);
    expect(await step()).toEqual({ outcome: "nothing to mint" });
    await drain(250);
    expect(await step()).toEqual({ outcome: "running" });
  });
});

describe("share codes", () => {
  test("a programme whose links are pressed often keeps three times its last hour ready, ahead of need", async () => {
    const { world, shopId, programId, fake, pool, join } = await readyShop(1);
    fake.finishesAlone = true;
    const mintAll = async () => {
      for (let run = 0; run < 20; run++) if ((await advanceMinting(world, { why: "test" })).outcome === "nothing to mint") return;
    };
    await join(0, "MAXINE15");
    await mintAll();
    expect(await pool()).toEqual({ ready: 300 });
    await t.sql(
      `INSERT INTO click (shop_id, click_id, program_id, ambassador_id, code_kind, code, clicked_at)
       SELECT $1, gen_random_uuid(), $2, ambassador_id, 'click', 'X' || n, $3::timestamptz - n * interval '10 seconds' FROM ambassador, generate_series(1, 400) n WHERE shop_id = $1`,
      [shopId, programId, t.clock.now()],
    );
    // 359 of the 400 are of the last hour, so 1,077 are wanted; the last 27 are not worth a run.
    await mintAll();
    expect(await pool()).toEqual({ ready: 1_050 });
  });

  test("people who wait come before the pool, all of them in one run", async () => {
    const { join, drain, step, fake, codes, shareDiscount } = await readyShop();
    await drain(0);
    await join(0, "MAXINE15");
    await join(1, "MAXINE-TEA");
    await step();
    expect(fake.running).toMatchObject({
      discountId: await shareDiscount(),
      codes: ["MAXINE-TEA", "MAXINE15"].sort((a, b) => fake.running!.codes.indexOf(a) - fake.running!.codes.indexOf(b)),
    });
    expect([...fake.running!.codes].sort()).toEqual(["MAXINE-TEA", "MAXINE15"]);
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 2, refused: 0 });
    expect((await codes()).map(({ state }) => state)).toEqual(["live", "live"]);
  });

  test("eight workers at once start one run", async () => {
    const { join, step, fake } = await readyShop();
    await join(0, "MAXINE15");
    const outcomes = await Promise.all(Array.from({ length: 8 }, step));
    expect(fake.calls.addCodes).toBe(1);
    expect(outcomes.every(({ outcome }) => outcome === "running" || outcome === "nothing to mint")).toBe(true);
  });

  test("an order that used a code before we knew it is live is looked at again as soon as we do, and no other order", async () => {
    const { join, step, fake, world, shopId } = await readyShop();
    await join(0, "MAXINE15");
    await join(1, "MAXINE-TEA");
    const [buyer, orders] = [await aBuyer(world), { early: "MAXINE15", "early too": "MAXINE-TEA", other: "SUMMER" }];
    const placed: Record<string, string> = {};
    for (const [what, code] of Object.entries(orders))
      placed[what] = (await anOrder(world, { buyerId: what === "other" ? buyer.buyerId : null, codes: [code] })).orderId;
    await step();
    for (const orderId of Object.values(placed)) await decideOrder(world, { orderId });
    fake.merchantDiscount("maxine-tea");
    fake.finishAddition();
    await step();
    const jobs = await t.sql<{ orderId: string }>(
      `SELECT data->'payload'->>'orderId' AS "orderId" FROM pgboss.job WHERE name = 'order.refresh' AND data->>'shopId' = $1`,
      [shopId],
    );
    expect(jobs.map(({ orderId }) => orderId).sort()).toEqual([placed.early, placed["early too"]].sort());
    expect(await decideOrder(world, { orderId: placed.early })).toMatchObject({ outcome: "attributed", reason: "code" });
    expect(await decideOrder(world, { orderId: placed["early too"] })).toMatchObject({ outcome: "ignored", reason: "unknown-code" });
  });

  test("a code whose person has left meanwhile stays retired, and counts for orders of before as soon as Shopify confirms it", async () => {
    const { join, step, fake, world, codes } = await readyShop();
    const ambassadorId = await join(0, "MAXINE15");
    await step();
    const { orderId } = await anOrder(world, { codes: ["MAXINE15"] });
    await t.clock.advance(1_000);
    await leaveProgram(world, { ambassadorId });
    expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "under review", reason: "code-unconfirmed" });
    fake.finishAddition();
    await step();
    expect(await codes()).toEqual([{ code: "MAXINE15", state: "retired", reason: null }]);
    expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "attributed", reason: "code" });
  });

  test("a code that turns out to be the store's own is nobody's, also when its person has left meanwhile", async () => {
    const { join, step, fake, world, codes } = await readyShop();
    const ambassadorId = await join(0, "WELCOME10");
    await step();
    const { orderId } = await anOrder(world, { codes: ["WELCOME10"] });
    await decideOrder(world, { orderId });
    await t.clock.advance(1_000);
    await leaveProgram(world, { ambassadorId });
    fake.merchantDiscount("WELCOME10");
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 0, refused: 1 });
    expect(await codes()).toMatchObject([{ code: "WELCOME10", state: "refused" }]);
    expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "ignored", reason: "unknown-code" });
  });
});

describe("what Shopify does not bring to an end", () => {
  test("while the ambassadors' discount takes no code, the pool of the other goes on being filled", async () => {
    const { join, step, fake, pool, drain, shareDiscount } = await readyShop();
    await join(0, "MAXINE15");
    fake.discounts.delete(await shareDiscount());
    await drain(0);
    expect(await step()).toMatchObject({ outcome: "failed" });
    expect(await step()).toEqual({ outcome: "running" });
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 250, refused: 0 });
    expect(await pool()).toMatchObject({ ready: 250 });
  });

  test("a run it has forgotten has failed, and its codes are minted anew", async () => {
    const { join, step, fake, codes, rows } = await readyShop();
    await join(0, "MAXINE15");
    await step();
    fake.forgetAddition();
    expect(await step()).toMatchObject({ outcome: "failed", problem: expect.stringContaining("no longer knows") });
    expect(await codes()).toEqual([{ code: "MAXINE15", state: "waiting", reason: null }]);
    await t.clock.advance(15_000);
    await step();
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 1, refused: 0 });
    expect(await rows("SELECT problem FROM discount WHERE shop_id = $1 AND kind = 'share'")).toEqual([{ problem: null }]);
  });

  test("codes a run does not name wait and are minted anew", async () => {
    const { drain, step, fake, pool } = await readyShop();
    await drain(200);
    await step();
    fake.finishAddition(90);
    expect(await step()).toEqual({ outcome: "minted", live: 90, refused: 0 });
    expect(await pool()).toMatchObject({ ready: 290, waiting: 10 });
    await drain(100);
    await step();
    fake.finishAddition();
    await step();
    expect(await pool()).toMatchObject({ ready: 300 });
    expect((await pool()).waiting).toBeUndefined();
  });

  test("a discount the merchant deleted is named to the owner, and asked for ever more rarely", async () => {
    const { join, step, fake, rows, shareDiscount, shopId } = await readyShop();
    await join(0, "MAXINE15");
    fake.discounts.delete(await shareDiscount());
    const pauses: number[] = [];
    for (let round = 0; round < 10; round++) {
      await t.sql("DELETE FROM pgboss.job WHERE name = 'minting.advance' AND data->>'shopId' = $1", [shopId]);
      expect(await step()).toEqual({ outcome: "failed", problem: "This discount does not exist." });
      const [job] = await rows<{ pause: number }>(
        "SELECT extract(epoch FROM start_after - $2::timestamptz)::int AS pause FROM pgboss.job WHERE name = 'minting.advance' AND data->>'shopId' = $1 AND start_after > $2::timestamptz",
        [t.clock.now()],
      );
      pauses.push(job.pause);
      // Somebody who asks in between is not answered by asking Shopify.
      expect(await step()).toEqual({ outcome: "nothing to mint" });
      await t.clock.advance(job.pause * 1_000);
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240, 480, 960, 1_920, 3_000, 3_000]);
    expect(await rows("SELECT problem FROM discount WHERE shop_id = $1 AND kind = 'share'")).toEqual([
      { problem: "This discount does not exist." },
    ]);
  });
});
