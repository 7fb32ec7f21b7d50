/** Rewards on their way: who they are of can be read, and home speaks of those alone that Shopify has not answered for. */
import { beforeAll, expect, test } from "vitest";
import { readHome } from "~/domain/insight/read-home.server";
import { readOnTheirWay } from "~/domain/insight/read-on-their-way.server";
import type { RewardKind } from "~/domain/program/program";
import { aProgram, aShop, anAmbassador, type BuiltAmbassador, type BuiltProgram } from "../../support/builders";
import { testWorld } from "../../support/world";

const HOUR_MS = 3_600_000;
const t = await testWorld();
const { world, shopId } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});

async function asked(
  { ambassadorId, buyerId }: BuiltAmbassador,
  kind: RewardKind,
  hoursAgo: number,
  approvedHoursAgo: number | null = null,
) {
  const before = (hours: number) => new Date(t.clock.now().getTime() - hours * HOUR_MS);
  const rewardId = world.chance.uuid();
  const what = {
    shopId,
    rewardId,
    programId: program.programId,
    ambassadorId,
    buyerId,
    kind,
    variantId: kind === "product sent" ? "1" : null,
    productTitle: "",
    priceMinor: 500n,
  };
  await world.transaction(({ db }) =>
    db.reward.create({
      data: {
        ...{ ...what, currency: "GBP", code: rewardId, requestKey: rewardId, state: "requested", requestedAt: before(hoursAgo) },
        approvedAt: approvedHoursAgo === null ? null : before(approvedHoursAgo),
      },
    }),
  );
}
const found = ({ buyerId }: BuiltAmbassador) => {
  const [strayId, at] = [world.chance.uuid(), t.clock.now()];
  const what = { kind: "gift card", shopifyId: strayId, buyerId, productTitle: "Gift card", amountMinor: 500n, currency: "GBP" };
  return world.transaction(({ db }) => db.stray.create({ data: { shopId, strayId, ...what, madeAt: at, foundAt: at } }));
};
const need = async () => (await readHome(world)).needsYou.find(({ key }) => key === "waiting");

test("what waits for the owner's yes, or is cash, is not on its way; what is held is not Shopify's fault", async () => {
  const [ada, bea, cleo, dora] = await Promise.all(["Ada", "Bea", "Cleo", "Dora"].map((name) => anAmbassador(world, program, { name })));
  await asked(ada, "store credit", 5);
  await asked(bea, "gift card", 3);
  await found(bea);
  await asked(cleo, "product sent", 9, 0.5);
  await asked(dora, "product sent", 9);
  await asked(dora, "cash", 9, 8);
  const { rewards, total } = await readOnTheirWay(world);
  expect([total, rewards.map(({ ambassadorName, stands }) => `${ambassadorName}: ${stands}`)]).toEqual([
    3,
    ["Cleo: being made", "Ada: unanswered", "Bea: held"],
  ]);
  expect(await need()).toMatchObject({
    count: 1,
    path: "/app/rewards",
    sentence: expect.stringContaining("For 1 reward Shopify has not answered"),
  });
  await t.sql("UPDATE stray SET answer = 'not ours', answered_by = 'owner', answered_at = found_at");
  expect(await need()).toMatchObject({ count: 2 });
});

test("they come a page at a time", async () => {
  const ada = await anAmbassador(world, program);
  for (let n = 0; n < 25; n++) await asked(ada, "gift card", 0.1);
  expect(await readOnTheirWay(world, { page: 2 })).toMatchObject({ total: 28, page: 2, pages: 2, rewards: [{}, {}, {}] });
});
