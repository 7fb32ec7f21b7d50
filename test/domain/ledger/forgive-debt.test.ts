import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../../support/read-books";
import { aProgram, aShop, anAmbassador, anOrder, changeOrder, type BuiltAmbassador, type BuiltProgram } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;

beforeAll(() => aShop(world));

type Case = { program: BuiltProgram; maxine: BuiltAmbassador; orderId: string };

/** An order of £100 at 10 %, earned; `spentMinor` of it spent. */
async function spentCredit(debtPolicy: "carry" | "forgive", spentMinor: bigint): Promise<Case> {
  const program = await aProgram(world, { debtPolicy, newFriendsOnly: false });
  const maxine = await anAmbassador(world, program);
  const { orderId } = await anOrder(world, { codes: [maxine.code], goodsMinor: 10_000n });
  await settle(orderId);
  await t.clock.advance(15 * DAY_MS);
  await matureCredits(world, { why: "test" });
  const theirs = { ambassadorId: maxine.ambassadorId, programId: program.programId };
  await appendEntry(world, {
    from: { kind: "earned", ...theirs },
    to: { kind: "redeemed", ...theirs },
    amountMinor: spentMinor,
    currency: "GBP",
    reason: "reward taken",
    source: { kind: "reward", id: orderId },
    idempotencyKey: `spend ${orderId}`,
  });
  return { program, maxine, orderId };
}
async function settle(orderId: string): Promise<void> {
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
}
async function worth({ orderId }: Case, goodsMinor: bigint): Promise<void> {
  await changeOrder(world, orderId, { goodsMinor });
  await settle(orderId);
}
const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);
const earned = async ({ program, maxine }: Case) =>
  (await readBalance(world, { ambassadorId: maxine.ambassadorId, programId: program.programId })).earnedMinor;
const forgiven = ({ orderId }: Case) =>
  t.sql("SELECT amount_minor, reason FROM entry WHERE source_kind = 'debt' AND source_id = $1 ORDER BY entry_id", [orderId]);

test("53 · a refund after spending is a debt that the next sales make good, where the owner carries it", async () => {
  const spent = await spentCredit("carry", 800n);
  await worth(spent, 4_000n);
  expect(await earned(spent)).toBe(-400n);
  expect(await forgiven(spent)).toEqual([]);
});

test("53 · where the owner forgives, the refund stands in full and an entry of its own makes up what is missing", async () => {
  const spent = await spentCredit("forgive", 800n);
  await worth(spent, 9_000n);
  expect([await earned(spent), await forgiven(spent)]).toEqual([100n, []]);
  await worth(spent, 4_000n);
  expect([await earned(spent), await forgiven(spent)]).toEqual([0n, [{ amount_minor: "400", reason: "forgiven" }]]);
  await worth(spent, 4_000n);
  expect(await forgiven(spent)).toHaveLength(1);
  expect(
    (await readBooks(world)).problems.filter(({ raw }) => raw.includes(spent.orderId) || raw.includes(spent.maxine.ambassadorId)),
  ).toEqual([]);
});

test("whatever an order comes to be worth, nobody is left below nothing, and what is forgiven is what was missing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.bigInt({ min: 0n, max: 1_000n }),
      fc.array(fc.bigInt({ min: 0n, max: 20_000n }), { minLength: 1, maxLength: 6 }),
      async (spentMinor, worths) => {
        const spent = await spentCredit("forgive", spentMinor);
        let [expected, given, most] = [1_000n - spentMinor, 1_000n, 1_000n];
        let pardoned = 0n;
        for (const goodsMinor of worths) {
          await worth(spent, goodsMinor);
          const target = goodsMinor / 10n;
          expected += target - given;
          if (target < given && expected < 0n) [pardoned, expected] = [pardoned - expected, 0n];
          if (target > given) {
            // What comes back makes good first what was forgiven; what is beyond the most it ever brought is new.
            const regained = least(target, most) - given;
            const back = least(regained > 0n ? regained : 0n, pardoned);
            [expected, pardoned] = [expected - back, pardoned - back];
          }
          given = target;
          if (target > most) most = target;
          expect(await earned(spent)).toBe(expected);
        }
        const rows = (await forgiven(spent)) as { amount_minor: string; reason: string }[];
        const signed = rows.map(({ amount_minor, reason }) => BigInt(amount_minor) * (reason === "forgiven" ? 1n : -1n));
        expect(signed.reduce((sum, amount) => sum + amount, 0n)).toBe(pardoned);
      },
    ),
    { numRuns: 15, seed: 20261128 },
  );
}, 60_000);
