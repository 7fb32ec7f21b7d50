/** A code that somebody else has, and additions whose end nobody told us: nobody is left without a code, none is added twice. */
import { describe, expect, test } from "vitest";
import { readOpenMinting } from "~/domain/code/read-open-minting.server";
import { settleMinting } from "~/domain/code/settle-minting.server";
import { t, readyShop } from "./ready-shop";

describe("FAULTS 34: the code's name is taken by the merchant", () => {
  test("theirs is untouched, ours is refused with the reason, and the first free idea goes on its way at once", async () => {
    const { join, step, fake, codes, shareDiscount } = await readyShop();
    const theirs = fake.merchantDiscount("maxine15");
    await join(0, "MAXINE15");
    await step();
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 0, refused: 1 });
    expect(await codes()).toEqual([
      { code: "MAXINE15", state: "refused", reason: "already used in the store for something else" },
      { code: "FROM-MAXINE", state: "waiting", reason: "instead of MAXINE15" },
    ]);
    await step();
    fake.finishAddition();
    await step();
    expect((await codes())[1]).toMatchObject({ code: "FROM-MAXINE", state: "live" });
    expect(fake.codes.get("MAXINE15")).toBe(theirs);
    expect(fake.codes.get("FROM-MAXINE")).toBe(await shareDiscount());
  });

  test("the idea in its place is in the language of who will say it, as Shopify knows it", async () => {
    const { join, step, fake, codes } = await readyShop();
    for (const [buyerId, buyer] of fake.buyers) fake.buyers.set(buyerId, { ...buyer, locale: "de-AT" });
    fake.merchantDiscount("maxine15");
    await join(0, "MAXINE15");
    await step();
    fake.finishAddition();
    await step();
    expect((await codes())[1]).toMatchObject({ code: "VON-MAXINE", state: "waiting" });
  });

  test("however the minting ended, and though nothing is known of who reads it, it is in the store's language, not ours", async () => {
    const { join, step, world, shopId, codes, rows } = await readyShop();
    await t.sql("UPDATE shop SET locale = 'de', country_code = 'DE' WHERE shop_id = $1", [shopId]);
    await join(0, "MAXINE15");
    await step();
    const open = await readOpenMinting(world);
    const told = { results: [{ code: "MAXINE15", outcome: "refused" as const, reason: "taken" }], locales: new Map<string, string>() };
    expect(await settleMinting(world, open!, told, { end: "failed", problem: "The reply was lost", comesByItself: true })).toMatchObject({
      refused: 1,
    });
    expect((await codes())[1]).toMatchObject({ code: "VON-MAXINE", state: "waiting" });
    expect(await rows("SELECT state FROM minting WHERE shop_id = $1 AND minting_id = $2", [open!.mintingId])).toEqual([
      { state: "failed" },
    ]);
  });

  test("with everything refused it stops after six tries and leaves it to a person", async () => {
    const { join, step, fake, codes } = await readyShop();
    await join(0, "MAXINE15");
    for (let round = 0; round < 10; round++) {
      await step();
      if (!fake.running) break;
      for (const code of fake.running.codes) fake.merchantDiscount(code);
      fake.finishAddition();
      await step();
    }
    const all = await codes();
    expect(all).toHaveLength(6);
    expect(all.every(({ state }) => state === "refused")).toBe(true);
  });
});

describe("a lost reply", () => {
  test("to an addition: its codes are looked up before anything is added again, and what is there is live", async () => {
    const { join, step, fake, codes } = await readyShop();
    await join(0, "MAXINE15");
    await join(1, "MAXINE-TEA");
    fake.loseReply("addCodes");
    await expect(step()).rejects.toThrow(/lost/);
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 2, refused: 0 });
    expect((await codes()).map(({ state }) => state)).toEqual(["live", "live"]);
    expect(fake.calls.addCodes).toBe(1);
    expect(await step()).toEqual({ outcome: "nothing to mint" });
  });

  test("to an addition that never began: it begins anew with the same codes", async () => {
    const { join, step, fake, codes } = await readyShop();
    await join(0, "MAXINE15");
    fake.refuse("addCodes", "unknown");
    await expect(step()).rejects.toThrow(/unknown/);
    expect(await step()).toMatchObject({ live: 0 });
    await step();
    fake.finishAddition();
    await step();
    expect(await codes()).toEqual([{ code: "MAXINE15", state: "live", reason: null }]);
  });

  test("to an addition still under way: what it adds later is recognised as ours, not refused", async () => {
    const { join, step, fake, codes, shareDiscount } = await readyShop();
    await join(0, "MAXINE15");
    fake.loseReply("addCodes");
    await expect(step()).rejects.toThrow(/lost/);
    await step(); // looked up too early: not there yet
    await expect(step()).rejects.toThrow(/Another/); // Shopify is still at it
    fake.finishAddition();
    await step(); // added anew: taken, by ourselves
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 1, refused: 0 });
    expect(await codes()).toEqual([{ code: "MAXINE15", state: "live", reason: null }]);
    expect(fake.codes.get("MAXINE15")).toBe(await shareDiscount());
  });

  test("to an addition that Shopify's search does not show yet: taken by nobody it finds, its code is refused to nobody", async () => {
    const { join, step, fake, codes, shareDiscount } = await readyShop();
    await join(0, "MAXINE15");
    fake.loseReply("addCodes");
    await expect(step()).rejects.toThrow(/lost/);
    fake.finishAddition();
    fake.unseen.add("MAXINE15");
    await step(); // not found: nothing is known
    await step(); // added anew
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 0, refused: 0 });
    expect(await codes()).toEqual([{ code: "MAXINE15", state: "waiting", reason: null }]);
    // Not asked for again at once.
    expect(await step()).toEqual({ outcome: "nothing to mint" });
    fake.unseen.clear();
    await t.clock.advance(30_000);
    await step();
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 1, refused: 0 });
    expect(fake.codes.get("MAXINE15")).toBe(await shareDiscount());
  });

  test("after an hour a code that is taken is another's, also when the search never shows whose", async () => {
    const { join, step, fake, codes } = await readyShop();
    await join(0, "MAXINE15");
    fake.merchantDiscount("MAXINE15");
    fake.unseen.add("MAXINE15");
    await t.clock.advance(3_601_000);
    await step();
    fake.finishAddition();
    expect(await step()).toEqual({ outcome: "minted", live: 0, refused: 1 });
    expect((await codes())[0]).toMatchObject({ code: "MAXINE15", state: "refused" });
  });

  test("for the pool: the codes that are there are confirmed one by one, none is handed out unconfirmed", async () => {
    const { drain, step, fake, pool } = await readyShop();
    await drain(200);
    fake.loseReply("addCodes");
    await expect(step()).rejects.toThrow(/lost/);
    const { codes } = fake.running!;
    fake.finishAddition(60);
    expect(await pool()).toMatchObject({ ready: 200, waiting: 100 });
    const mine = [...codes].sort();
    const there = mine.filter((code) => fake.codes.has(code));
    const settled = await step();
    expect(settled.outcome).toBe("minted");
    expect(await pool()).toMatchObject(fake.codes.has(mine[0]) ? { ready: 200 + there.length, waiting: 40 } : { ready: 200, waiting: 100 });
  });

  test("a worker that died with its intent is not overtaken for half a minute, then looked after", async () => {
    const { join, step, fake, rows, codes } = await readyShop();
    await join(0, "MAXINE15");
    fake.meanwhile = () => Promise.reject(new Error("killed"));
    await expect(step()).rejects.toThrow("killed");
    fake.meanwhile = null;
    expect(await step()).toEqual({ outcome: "running" });
    expect(fake.calls.findDiscountByCode).toBeUndefined();
    await t.clock.advance(30_000);
    await step();
    await step();
    fake.finishAddition();
    await step();
    expect(await codes()).toEqual([{ code: "MAXINE15", state: "live", reason: null }]);
    expect(await rows("SELECT state FROM minting WHERE shop_id = $1 ORDER BY created_at DESC LIMIT 2")).toEqual([
      { state: "done" },
      { state: "failed" },
    ]);
  });
});
