/** A code that was removed in Shopify on purpose ends at its owner's word, and its ambassador is not left with what takes nothing off. */
import { expect, test } from "vitest";
import { endShareCode } from "~/domain/code/end-share-code.server";
import { endProgram } from "~/domain/program/end-program.server";
import { compareDiscounts } from "~/ingest/compare-discounts.server";
import { t, readyShop } from "./ready-shop";

/** Whose code somebody has taken off in Shopify. */
async function removed() {
  const shop = await readyShop(1);
  shop.fake.finishesAlone = true;
  await shop.join(0, "CODE-NUMBER-1");
  await shop.step();
  await shop.mint();
  const shared = () =>
    shop.rows<{ codeId: string; code: string; state: string; why: string | null }>(
      'SELECT code_id AS "codeId", code, state, retired_why AS why FROM share_code WHERE shop_id = $1 ORDER BY created_at',
    );
  const [{ codeId }] = await shared();
  shop.fake.codes.delete("CODE-NUMBER-1");
  await t.clock.advance(60 * 60_000);
  return { ...shop, shared, codeId };
}

test("it ends here, they have another at once and a letter that says so, and the check finds nothing any more", async () => {
  const { world, shared, codeId, mint, rows } = await removed();
  expect(await compareDiscounts(world)).toEqual([{ kind: "code gone", about: codeId }]);
  const ended = await endShareCode(world, { codeId });
  expect(ended).toEqual({ outcome: "code ended", code: (await shared())[1].code });
  await mint();
  expect(await shared()).toMatchObject([
    { code: "CODE-NUMBER-1", state: "retired", why: "ended" },
    { state: "live", why: null },
  ]);
  expect(await compareDiscounts(world)).toEqual([]);
  expect(await rows("SELECT kind, about->>'oldCode' AS old FROM letter WHERE shop_id = $1 AND kind = 'code replaced'")).toEqual([
    { kind: "code replaced", old: "CODE-NUMBER-1" },
  ]);
});

test("pressed twice at once it ends once, and they have one other", async () => {
  const { world, shared, codeId } = await removed();
  const both = await Promise.all([endShareCode(world, { codeId }), endShareCode(world, { codeId })]);
  expect(both.map(({ outcome }) => outcome).sort()).toEqual(["code ended", "unknown"]);
  expect(await shared()).toHaveLength(2);
});

test("who shares another code already goes on with that", async () => {
  const { world, shared, codeId, rows } = await removed();
  await rows(
    `INSERT INTO share_code (shop_id, code_id, program_id, ambassador_id, code, state, created_at, live_at)
     SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, 'THEIR-OTHER', 'live', created_at, live_at FROM share_code WHERE shop_id = $1`,
  );
  expect(await endShareCode(world, { codeId })).toEqual({ outcome: "code ended", code: null });
  expect((await shared()).map(({ why }) => why).sort()).toEqual(["ended", null]);
});

test("where the programme has ended it stays as it is, so that it goes on with its people", async () => {
  const { world, shared, codeId } = await removed();
  await endProgram(world, { endedBy: "Olga" });
  expect(await endShareCode(world, { codeId })).toEqual({ outcome: "unknown" });
  expect(await shared()).toMatchObject([{ why: null }]);
});
