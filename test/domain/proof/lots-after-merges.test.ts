/** Customers become one while lots stand: whose lot it was stays, and who is of both sides by then takes no part, whichever was kept. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { readDrawn } from "~/domain/proof/read-drawn.server";
import { aPress } from "../../support/a-press";
import { aBuyer, anOrder, aProgram, aShop } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let programId: string;
beforeAll(() => aShop(world));

const person = async () => (await aBuyer(world)).buyerId;
const press = (daysAgo: number, lots: { invited: string[]; heldOut: string[] }) => aPress(t, daysAgo, { programId, ...lots });
const drawn = () => readDrawn(world, { programId, asOf: t.clock.now() });
const merge = async (deletedId: string, keptId: string) =>
  expect(await mergeBuyers(world, { keptId, deletedId })).toEqual({ outcome: "merged" });
const spends = (buyerId: string, goodsMinor: bigint) =>
  anOrder(world, { buyerId, goodsMinor, placedAt: new Date(t.clock.now().getTime() - DAY_MS) });

let [invited, bystander, heldOut, other]: string[] = [];
beforeEach(async () => {
  ({ programId } = await aProgram(world));
  [invited, bystander, heldOut, other] = [await person(), await person(), await person(), await person()];
  await press(40, { invited: [invited, bystander], heldOut: [heldOut, other] });
  await spends(invited, 5_000n);
});

describe("somebody invited and somebody held out who become one take no part, and their spend is on neither side", () => {
  const apart = async () => {
    const read = await drawn();
    expect(read).toMatchObject({ becameOne: 1, people: 2 });
    expect(read.drawn.values[0]).toEqual([0, 0]);
  };
  test("the held-out customer is kept", async () => {
    await merge(invited, heldOut);
    await apart();
  });
  test("the invited customer is kept", async () => {
    await merge(heldOut, invited);
    await apart();
  });
  test("both become a third, one after the other", async () => {
    const third = await person();
    await merge(invited, third);
    await merge(heldOut, third);
    await apart();
  });
  test("the invited one is another by then, and that one becomes the held-out one", async () => {
    const [second, third] = [await person(), await person()];
    await merge(invited, second);
    await merge(second, third);
    await merge(third, heldOut);
    await apart();
  });
  test("who is held out by one press becomes who is invited by the next", async () => {
    const later = await person();
    await press(10, { invited: [later], heldOut: [await person()] });
    await merge(later, heldOut);
    expect(await drawn()).toMatchObject({ becameOne: 2, people: 4 });
  });
});

test("of two who were invited, one whose mail never left, the lots are both theirs: they are one person, and invited", async () => {
  await t.sql("UPDATE invitation SET state = 'not sent' WHERE buyer_id = $1", [bystander]);
  await merge(invited, bystander);
  const read = await drawn();
  expect(read).toMatchObject({ becameOne: 0, people: 3 });
  expect([read.drawn.heldOut, read.drawn.values[0]]).toEqual([
    [true, false, true],
    [0, 5_000, 0],
  ]);
});

test("who was held out once and invited in their turn stays held out when they become another customer", async () => {
  const third = await person();
  await press(5, { invited: [heldOut], heldOut: [] });
  await merge(heldOut, third);
  expect(await drawn()).toMatchObject({ becameOne: 0, people: 4, drawn: { heldOut: [true, false, true, false] } });
});

test("whose lot an invitation is, nobody changes afterwards", async () => {
  await merge(invited, other);
  await t.sql("UPDATE invitation SET drawn_buyer_id = NULL WHERE buyer_id = $1", [other]);
  expect(await t.sql("SELECT drawn_buyer_id FROM invitation WHERE buyer_id = $1", [other])).toEqual([{ drawn_buyer_id: invited }]);
});

test("what was moved before that was kept is told apart from who was held out and then invited in their turn", async () => {
  const turn = await person();
  await press(200, { invited: [], heldOut: [turn] });
  await press(5, { invited: [turn], heldOut: [await person()] });
  await merge(await person(), turn);
  await merge(invited, heldOut);
  const migration = readFileSync(path.resolve(import.meta.dirname, "../../../prisma/migrations/0051_lots_stay/migration.sql"), "utf8");
  await t.sql("ALTER TABLE invitation DISABLE TRIGGER keeps_lot");
  await t.sql("UPDATE invitation SET drawn_buyer_id = NULL");
  expect(await drawn()).toMatchObject({ becameOne: 0 });
  await t.sql(/UPDATE "invitation" i[^;]*;/.exec(migration)![0]);
  await t.sql("ALTER TABLE invitation ENABLE TRIGGER keeps_lot");
  expect(
    await t.sql("SELECT buyer_id, drawn_buyer_id FROM invitation WHERE buyer_id IN ($1, $2) ORDER BY drawn_buyer_id", [turn, heldOut]),
  ).toEqual([
    { buyer_id: heldOut, drawn_buyer_id: invited },
    { buyer_id: turn, drawn_buyer_id: null },
  ]);
  expect(await drawn()).toMatchObject({ becameOne: 1 });
});
