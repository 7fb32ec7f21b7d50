import { describe, expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { SAME_PRESS_MS } from "~/domain/click/click";
import { noteCheckout } from "~/domain/click/note-checkout.server";
import { noteClickUse } from "~/domain/click/note-click-use.server";
import { MOST_SINGLE_USE_AN_HOUR, recordClick } from "~/domain/click/record-click.server";
import { joinProgram } from "~/domain/code/join-program.server";
import { readPools } from "~/domain/code/read-pools.server";
import { readAmbassadors } from "~/domain/insight/read-ambassadors.server";
import { readClicks } from "~/domain/insight/read-clicks.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { fakeShops } from "../../support/fake-shops";
import { minedPeople, tokenOf } from "../../support/people";

const t = await fakeShops();

/** A shop where Maxine has joined; `minted: false` leaves her code and the pool on their way. */
async function withMaxine({ minted = true } = {}) {
  const shop = await t.open();
  const [buyerId] = await minedPeople(shop.world, [{}], { fake: shop.fake });
  await pressInvite(shop.world, { whom: "all", pressedBy: "Olga" });
  t.outbox.mails.length = 0;
  await t.runDueJobs();
  const joined = await joinProgram(shop.world, { token: tokenOf(t.outbox.mails[0]), code: "MAXINE15", name: "Maxine", acknowledged: true });
  expect(joined.outcome).toBe("joined");
  if (minted) await shop.mint();
  const count = async (where: string) => (await shop.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${where}`))[0].n;
  const waitingJobs = () => count("pgboss.job WHERE name = 'minting.advance' AND state = 'created' AND data->>'shopId' = $1");
  return { ...shop, buyerId, count, waitingJobs, press: () => recordClick(shop.world, { slug: "maxine" }) };
}

describe("a press of the button", () => {
  test("records the click and takes one confirmed single-use code", async () => {
    const { press, rows, fake, programId } = await withMaxine();
    const clicked = await press();
    if (clicked.outcome !== "recorded") throw new Error(clicked.outcome);
    expect(clicked.codeKind).toBe("click");
    expect(fake.discounts.get(fake.codes.get(clicked.code)!)?.usageLimit).toBe(1);
    expect(await rows("SELECT click_id, program_id, code_kind, code, clicked_at FROM click WHERE shop_id = $1")).toEqual([
      { click_id: clicked.clickId, program_id: programId, code_kind: "click", code: clicked.code, clicked_at: t.clock.now() },
    ]);
    expect(await rows("SELECT state, click_id, taken_at FROM click_code WHERE shop_id = $1 AND code = $2", [clicked.code])).toEqual([
      { state: "taken", click_id: clicked.clickId, taken_at: t.clock.now() },
    ]);
  });

  test("an address is found whatever its case", async () => {
    const { world } = await withMaxine();
    expect(await recordClick(world, { slug: "Maxine" })).toMatchObject({ outcome: "recorded" });
  });

  test.each(["nobody", "", "../x", "\u0000", "maxine'--", "x".repeat(10_000)])(
    "the address %j is unknown and takes nothing",
    async (slug) => {
      const { world, count } = await withMaxine();
      expect(await recordClick(world, { slug })).toEqual({ outcome: "unknown" });
      expect(await count("click_code WHERE shop_id = $1 AND state = 'taken'")).toBe(0);
    },
  );

  test("another shop's page is unknown here", async () => {
    await withMaxine();
    const other = await t.open();
    expect(await recordClick(other.world, { slug: "maxine" })).toEqual({ outcome: "unknown" });
  });

  test("the page of somebody who left is unknown", async () => {
    const { world, press, buyerId, rows } = await withMaxine();
    expect(await leaveProgram(world, { buyerId })).toEqual({ outcome: "left" });
    expect(await press()).toEqual({ outcome: "unknown" });
    expect(await leaveProgram(world, { buyerId })).toEqual({ outcome: "already left" });
    expect(await leaveProgram(world, { buyerId: "no-such" })).toEqual({ outcome: "no ambassador" });
    expect(
      await rows(
        "SELECT a.state, a.left_at, m.left_at AS membership, s.state AS code FROM ambassador a JOIN membership m USING (shop_id, ambassador_id) JOIN share_code s USING (shop_id, ambassador_id) WHERE a.shop_id = $1",
      ),
    ).toEqual([{ state: "left", left_at: t.clock.now(), membership: t.clock.now(), code: "retired" }]);
    expect(await rows("SELECT kind FROM contact WHERE shop_id = $1 AND kind = 'left'")).toHaveLength(1);
  });
});

describe("a friend who presses again", () => {
  test("is one friend, and has one code, wherever presses are counted", async () => {
    const { world, press, count, programId, rows } = await withMaxine();
    const clicked = await press();
    if (clicked.outcome !== "recorded") throw new Error(clicked.outcome);
    for (let time = 0; time < 3; time++) {
      await t.clock.advance(SAME_PRESS_MS);
      expect(await recordClick(world, { slug: "maxine", had: clicked.clickId })).toMatchObject({ code: clicked.code, again: true });
    }
    expect(await count("click WHERE shop_id = $1")).toBe(4);
    expect(await count("click_code WHERE shop_id = $1 AND state = 'taken'")).toBe(1);
    expect((await readPools(world))[0]).toMatchObject({ programId, pressedLastHour: 0 });
    const lastPress = (
      await rows<{ id: string }>("SELECT click_id AS id FROM click WHERE shop_id = $1 ORDER BY clicked_at DESC LIMIT 1")
    )[0].id;
    await noteCheckout(world, { clickId: lastPress, stage: "started" });
    await noteClickUse(world, { codes: [clicked.code], clickId: null, placedAt: t.clock.now() });
    await world.transaction(({ db }) => db.shop.update({ where: { shopId: world.shopId }, data: { pixelWanted: true } }));
    expect(await readClicks(world)).toMatchObject({ pressed: 1, atCheckout: 1, ordered: 1 });
    expect((await readAmbassadors(world, {})).rows.map(({ clicks }) => clicks)).toEqual([1]);
  });

  test("uses up none of the single-use codes that a page gives out within an hour", async () => {
    const { press, world, shopId, rows } = await withMaxine();
    const clicked = await press();
    if (clicked.outcome !== "recorded") throw new Error(clicked.outcome);
    await t.sql(
      `INSERT INTO click (shop_id, click_id, program_id, ambassador_id, first_click_id, code_kind, code, clicked_at)
       SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, click_id, 'click', code, clicked_at FROM click, generate_series(1, $2::int) WHERE shop_id = $1`,
      [shopId, MOST_SINGLE_USE_AN_HOUR],
    );
    expect(await recordClick(world, { slug: "maxine" })).toMatchObject({ codeKind: "click", again: false });
    expect(await rows("SELECT 1 FROM click WHERE shop_id = $1 AND first_click_id IS NULL")).toHaveLength(2);
  });
});

describe("the pool", () => {
  test("FAULTS 76: 150 presses, 25 at once, are all served, no code twice, and others wait for nobody", async () => {
    const { press, count } = await withMaxine();
    const clicked: Awaited<ReturnType<typeof press>>[] = [];
    for (let wave = 0; wave < 6; wave++) clicked.push(...(await Promise.all(Array.from({ length: 25 }, press))));
    const codes = clicked.map((one) => (one.outcome === "recorded" ? one.code : one.outcome));
    expect(new Set(codes).size).toBe(150);
    expect(await count("click_code WHERE shop_id = $1 AND state = 'taken'")).toBe(150);
    expect(await count("click c JOIN click_code k USING (shop_id, code) WHERE c.shop_id = $1 AND k.click_id = c.click_id")).toBe(150);
  });

  test("a press that is held up holds up nobody else's", async () => {
    const { press, shopId } = await withMaxine();
    // Another process is in the middle of taking the code we would take next.
    const blocker = await t.sql<{ code: string }>("SELECT code FROM click_code WHERE shop_id = $1 AND state = 'ready' LIMIT 1", [shopId]);
    const { default: pg } = await import("pg");
    const other = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await other.connect();
    try {
      await other.query("BEGIN");
      await other.query("SELECT set_config('app.shop_id', $1, true)", [shopId]);
      await other.query("SELECT FROM click_code WHERE shop_id = $1 AND code = $2 FOR UPDATE", [shopId, blocker[0].code]);
      const clicked = await press();
      expect(clicked).toMatchObject({ outcome: "recorded", codeKind: "click" });
      expect(clicked.outcome === "recorded" && clicked.code).not.toBe(blocker[0].code);
    } finally {
      await other.query("ROLLBACK");
      await other.end();
    }
  });

  test("with fewer than a hundred left more are asked for, once", async () => {
    const { press, waitingJobs, shopId } = await withMaxine();
    await t.sql(
      "UPDATE click_code SET state = 'refused' WHERE (shop_id, code) IN (SELECT shop_id, code FROM click_code WHERE shop_id = $1 OFFSET 101)",
      [shopId],
    );
    await press();
    expect(await waitingJobs()).toBe(0);
    await press();
    await press();
    expect(await waitingJobs()).toBe(1);
  });

  test("empty, the friend gets the speakable code and the offer all the same", async () => {
    const { press, shopId, rows } = await withMaxine();
    await t.sql("UPDATE click_code SET state = 'refused' WHERE shop_id = $1", [shopId]);
    expect(await press()).toMatchObject({ outcome: "recorded", code: "MAXINE15", codeKind: "share" });
    expect(await rows("SELECT code, code_kind FROM click WHERE shop_id = $1")).toEqual([{ code: "MAXINE15", code_kind: "share" }]);
  });

  test("FAULTS 76: a page pressed by the thousand empties no pool: from then on it gives the speakable code, after an hour single-use ones again", async () => {
    const { press, count, world, shopId, programId } = await withMaxine();
    await press();
    await t.sql(
      `INSERT INTO click (shop_id, click_id, program_id, ambassador_id, code_kind, code, clicked_at)
       SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, 'click', 'EARLIER', clicked_at
       FROM click, generate_series(3, $2::int) WHERE shop_id = $1 AND program_id = $3`,
      [shopId, MOST_SINGLE_USE_AN_HOUR, programId],
    );
    expect(await press()).toMatchObject({ codeKind: "click" });
    const taken = await count("click_code WHERE shop_id = $1 AND state = 'taken'");
    for (let time = 0; time < 3; time++) expect(await press()).toMatchObject({ outcome: "recorded", code: "MAXINE15", codeKind: "share" });
    expect(await count("click_code WHERE shop_id = $1 AND state = 'taken'")).toBe(taken);
    await t.sql("UPDATE share_code SET state = 'waiting' WHERE shop_id = $1", [shopId]);
    expect(await recordClick(world, { slug: "maxine" })).toMatchObject({ codeKind: "click" });
    await t.sql("UPDATE share_code SET state = 'live' WHERE shop_id = $1", [shopId]);
    await t.clock.advance(3_600_001);
    expect(await press()).toMatchObject({ codeKind: "click" });
  });

  test("with no code of any kind confirmed yet it says so, records nothing and asks for codes", async () => {
    const { press, count, waitingJobs } = await withMaxine({ minted: false });
    await t.sql("UPDATE click_code SET state = 'waiting' WHERE state = 'ready'");
    expect(await press()).toEqual({ outcome: "not ready" });
    expect(await count("click WHERE shop_id = $1")).toBe(0);
    expect(await waitingJobs()).toBe(1);
  });
});
