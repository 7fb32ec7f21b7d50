/** Issue 4 §6: opening + movements = closing for everybody and any period, and the programme's books are the sum of all statements. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { addBalances, NOTHING, type AccountRef, type Balance, type EntryReason } from "~/domain/ledger/ledger";
import { movementSentence } from "~/domain/ledger/movement";
import { sayMovement } from "~/words/storefront/sentences";
import { wordsFor } from "~/words/storefront/words-for";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readMovements } from "~/domain/ledger/read-movements.server";
import { readPeriodBooks } from "~/domain/ledger/read-period-books.server";
import { readStatement, STATEMENT_PAGE, type Statement } from "~/domain/ledger/read-statement.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import {
  aProduct,
  aProgram,
  aShop,
  anAmbassador,
  anEarnedCredit,
  anOrder,
  changeOrder,
  type BuiltAmbassador,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { DAY_MS, testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});

const ALL = { from: null, to: null };
async function statementOf(who: BuiltAmbassador, period: { from: string | null; to: string | null }, page = 1): Promise<Statement> {
  const found = await readStatement(world, { ambassadorId: who.ambassadorId, programId: program.programId, page, ...period });
  if (found.outcome !== "statement") throw new Error(found.outcome);
  return found;
}
const summed = (movements: { change: Balance }[], from: Balance = NOTHING): Balance =>
  movements.reduce((sum, { change }) => addBalances(sum, change), from);

describe("a statement", () => {
  let maxine: BuiltAmbassador;
  beforeAll(async () => {
    maxine = await anAmbassador(world, program);
    const { orderId } = await anEarnedCredit(world, maxine, 1_000n);
    await t.clock.advance(DAY_MS);
    const mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
    shop.stock(mug);
    await requestReward(world, {
      kind: "product code",
      ambassadorId: maxine.ambassadorId,
      variantId: mug.variantId,
      shownMinor: 800n,
      requestKey: "r",
    });
    await t.clock.advance(DAY_MS);
    await changeOrder(world, orderId, { goodsMinor: 4_000n });
    await creditOrder(world, { orderId });
  });

  test("names what moved, why and by which order or reward, the newest last", async () => {
    const { opening, movements, closing, total } = await statementOf(maxine, ALL);
    expect(opening).toEqual(NOTHING);
    expect(movements.map(({ reason, change }) => [reason, change.pendingMinor, change.earnedMinor, change.redeemedMinor])).toEqual([
      ["credit", 1_000n, 0n, 0n],
      ["return window over", -1_000n, 1_000n, 0n],
      ["reward taken", 0n, -800n, 800n],
      ["credit lowered", 0n, -600n, 0n],
    ]);
    expect(total).toBe(4);
    expect(closing).toEqual({ pendingMinor: 0n, earnedMinor: -400n, redeemedMinor: 800n });
    expect(movements.map(({ source }) => source.name)).toEqual([
      expect.stringMatching(/^#/),
      expect.stringMatching(/^#/),
      "Jubilee Mug",
      expect.stringMatching(/^#/),
    ]);
    const said = movements.map((movement) => sayMovement(wordsFor("en"), movement));
    expect(said[2]).toBe("You chose “Jubilee Mug”. Enjoy it.");
    expect(movementSentence(movements[3])).toBe(`Part of order ${movements[3].source.name} went back, and its share with it.`);
  });

  test("of a period begins with what was there before, and its first day belongs to it while the day after its last does not", async () => {
    const [first, second] = ["2026-11-03", "2026-11-04"];
    const of = await statementOf(maxine, { from: first, to: second });
    expect(of.opening).toEqual({ pendingMinor: 0n, earnedMinor: 1_000n, redeemedMinor: 0n });
    expect(of.movements.map(({ reason }) => reason)).toEqual(["reward taken"]);
    expect(of.closing).toEqual({ pendingMinor: 0n, earnedMinor: 200n, redeemedMinor: 800n });
  });

  test("days begin where the store is", async () => {
    await aShop(world, { ianaTimezone: "Pacific/Auckland" });
    // 9 in the morning in Greenwich is ten in the evening of the same day there.
    expect((await statementOf(maxine, { from: "2026-11-03", to: "2026-11-04" })).movements.map(({ reason }) => reason)).toEqual([
      "reward taken",
    ]);
    await aShop(world, { ianaTimezone: "Pacific/Kiritimati" });
    // Fourteen hours ahead it is still that day, at eleven in the evening.
    expect((await statementOf(maxine, { from: "2026-11-03", to: "2026-11-04" })).movements).toHaveLength(1);
    await aShop(world, { ianaTimezone: "Pacific/Pago_Pago" });
    expect((await statementOf(maxine, { from: "2026-11-01", to: "2026-11-02" })).movements.map(({ reason }) => reason)).toEqual([
      "credit",
      "return window over",
    ]);
    await aShop(world);
  });

  test("of who has nothing is nothing, and of who is not in the programme there is none", async () => {
    const tom = await anAmbassador(world, program, { name: "Tom" });
    expect(await statementOf(tom, ALL)).toMatchObject({ opening: NOTHING, closing: NOTHING, movements: [], total: 0, page: 1, pages: 1 });
    const other = await readStatement(world, { ambassadorId: world.chance.uuid(), programId: program.programId, page: 1, ...ALL });
    expect(other).toEqual({ outcome: "not a member" });
  });

  test("comes in pages that miss nothing and repeat nothing, also among entries of one moment; a page beyond is the last", async () => {
    const many = await anAmbassador(world, program, { name: "Many" });
    const { ambassadorId } = many;
    const { programId } = program;
    const { orderId } = await anOrder(world);
    for (let n = 1; n <= STATEMENT_PAGE + 20; n++)
      await appendEntry(world, {
        from: { kind: "program", programId },
        to: { kind: "pending", ambassadorId, programId },
        amountMinor: BigInt(n),
        currency: "GBP",
        reason: "credit",
        source: { kind: "order", id: orderId },
        idempotencyKey: `order:${orderId}:${n}`,
      });
    const pages = [await statementOf(many, ALL, 1), await statementOf(many, ALL, 2)];
    expect(pages.flatMap(({ movements }) => movements.map(({ change }) => Number(change.pendingMinor)))).toEqual(
      Array.from({ length: STATEMENT_PAGE + 20 }, (_, n) => n + 1),
    );
    expect(await statementOf(many, ALL, 99)).toEqual(pages[1]);
  });
});

test("the programme's books tell what was issued, by kind, beside what was taken", async () => {
  const { programId } = await aProgram(world);
  const one = await anAmbassador(world, { programId, currency: "GBP" });
  const at = t.clock.now();
  const insert = (kind: string, variant: string | null, price: number, issuedAt: Date | null) =>
    t.sql(
      `INSERT INTO reward (shop_id, reward_id, program_id, ambassador_id, buyer_id, kind, variant_id, product_title, price_minor, currency, code, state, request_key, requested_at, issued_at)
       VALUES ($1, gen_random_uuid(), $2, $3, 'b', $4, $5, 'X', $6, 'GBP', gen_random_uuid(), 'issued', gen_random_uuid(), $7, $8)`,
      [world.shopId, programId, one.ambassadorId, kind, variant, price, at, issuedAt],
    );
  await insert("product code", "v", 800, at);
  await insert("product code", "v", 700, at);
  await insert("store credit", null, 500, at);
  await insert("store credit", null, 900, null);
  const books = (await readPeriodBooks(world, ALL)).find((row) => row.programId === programId);
  expect(books?.issued).toEqual([
    { kind: "product code", rewards: 2, amountMinor: 1_500n },
    { kind: "store credit", rewards: 1, amountMinor: 500n },
  ]);
});

type Step = { who: number; from: number; to: number; amount: bigint; days: number; reason: EntryReason };
const KINDS = ["program", "pending", "earned", "redeemed"] as const;

const aStep: fc.Arbitrary<Step> = fc
  .record({
    who: fc.integer({ min: 0, max: 2 }),
    from: fc.integer({ min: 0, max: 3 }),
    to: fc.integer({ min: 0, max: 3 }),
    amount: fc.oneof(fc.bigInt({ min: 0n, max: 5_000n }), fc.bigInt({ min: 0n, max: 9_007_199_254_740_993n })),
    days: fc.integer({ min: 0, max: 4 }),
    reason: fc.constantFrom<EntryReason>("credit", "credit lowered", "return window over", "reward taken", "forgiven"),
  })
  // The database lets no entry lead from an account to itself.
  .filter(({ from, to }) => from !== to);

test("whatever was entered and whatever the period: opening + movements = closing, and the programme is the sum of all statements", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(aStep, { minLength: 1, maxLength: 25 }),
      fc.tuple(fc.option(fc.integer({ min: -3, max: 40 })), fc.option(fc.integer({ min: -3, max: 40 }))),
      async (steps, [a, b]) => {
        run++;
        program = await aProgram(world);
        const { programId } = program;
        const people = [await anAmbassador(world, program), await anAmbassador(world, program), await anAmbassador(world, program)];
        const startedAt = t.clock.now();
        const { orderId } = await anOrder(world, { buyerId: null });
        for (const [n, step] of steps.entries()) {
          await t.clock.advance(step.days * DAY_MS);
          const { ambassadorId } = people[step.who];
          const account = (at: number): AccountRef =>
            KINDS[at] === "program" ? { kind: "program", programId } : { kind: KINDS[at], programId, ambassadorId };
          await appendEntry(world, {
            ...{ from: account(step.from), to: account(step.to), amountMinor: step.amount, currency: "GBP", reason: step.reason },
            ...{ source: { kind: "order", id: orderId }, idempotencyKey: `property:${run}:${n}` },
          });
        }
        const day = (offset: number | null) =>
          offset === null ? null : new Date(startedAt.getTime() + offset * DAY_MS).toISOString().slice(0, 10);
        const [from, to] = a !== null && b !== null && b < a ? [day(b), day(a)] : [day(a), day(b)];
        const books = (await readPeriodBooks(world, { from, to })).find((row) => row.programId === programId)!;
        const statements = await Promise.all(people.map((one) => statementOf(one, { from, to })));
        for (const [n, { opening, movements, closing }] of statements.entries()) {
          expect(summed(movements, opening)).toEqual(closing);
          if (to === null) expect(closing).toEqual(await readBalance(world, { ambassadorId: people[n].ambassadorId, programId }));
        }
        expect(statements.map((one) => one.opening).reduce(addBalances)).toEqual(books.opening);
        expect(statements.map((one) => one.closing).reduce(addBalances)).toEqual(books.closing);
        expect(summed(books.movements, books.opening)).toEqual(books.closing);
        for (const { reason, change, entries } of books.movements) {
          const of = statements.flatMap(({ movements }) => movements.filter((one) => one.reason === reason));
          expect([summed(of), of.length]).toEqual([change, entries]);
        }
        const pieces = [];
        for (const { ambassadorId } of people)
          for await (const piece of readMovements(world, { whose: { ambassadorId, programId }, period: { from, to } })) pieces.push(piece);
        const streamed = pieces.flatMap((piece) => (piece.piece === "movements" ? piece.movements : []));
        expect(streamed.map(({ entryId }) => entryId).sort()).toEqual(
          statements.flatMap(({ movements }) => movements.map(({ entryId }) => entryId)).sort(),
        );
        const ends = pieces.flatMap((piece) => (piece.piece === "closing" ? [piece.balance] : []));
        expect(ends.reduce(addBalances, NOTHING)).toEqual(books.closing);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test("everybody's statements follow one another, programme by programme, without those who never had anything", async () => {
  const rich = await anAmbassador(world, program, { name: "Rich" });
  const poor = await anAmbassador(world, program, { name: "Poor" });
  await anEarnedCredit(world, rich, 500n);
  const pieces = [];
  for await (const piece of readMovements(world, { period: ALL })) pieces.push(piece);
  expect(pieces.filter(({ ambassadorId }) => ambassadorId === rich.ambassadorId).map((one) => one.piece)).toEqual([
    "opening",
    "movements",
    "closing",
  ]);
  expect(pieces.some(({ ambassadorId }) => ambassadorId === poor.ambassadorId)).toBe(false);
  const programs = [...new Set(pieces.map(({ programId }) => programId))];
  expect(programs.length).toBeGreaterThan(1);
  for (const programId of programs) {
    const of = pieces.filter((piece) => piece.programId === programId);
    const sum = (which: string) =>
      of.flatMap((piece) => (piece.piece === which && "balance" in piece ? [piece.balance] : [])).reduce(addBalances, NOTHING);
    const books = (await readPeriodBooks(world, ALL)).find((row) => row.programId === programId)!;
    expect([sum("opening"), sum("closing")]).toEqual([books.opening, books.closing]);
  }
});

test("a friend's order decided, credited and voided again leaves a statement that ends where it began", async () => {
  program = await aProgram(world);
  const one = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [one.code] });
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  await changeOrder(world, orderId, { cancelledAt: t.clock.now() });
  await creditOrder(world, { orderId });
  const { movements, closing } = await statementOf(one, ALL);
  expect([movements.map(({ reason }) => reason), closing]).toEqual([["credit", "credit voided"], NOTHING]);
});
