/** What the owner sees of somebody's taste. */
import { expect, test } from "vitest";
import { readBoughtMost } from "~/domain/buyer/read-bought-most.server";
import { aBuyer, aLine, anOrder, aProduct, aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world, shopId } = t;
await aShop(world);

test("the three products they buy most for themselves: no presents, no rewards, nothing that can't be bought any more", async () => {
  const { buyerId } = await aBuyer(world);
  const bought = async (
    title: string,
    times: number,
    order: Parameters<typeof anOrder>[1] = {},
    product: Parameters<typeof aProduct>[1] = {},
  ) => {
    const built = await aProduct(world, { title, ...product });
    for (let time = 0; time < times; time++) await aLine(world, { ...built, ...(await anOrder(world, { buyerId, ...order })) });
  };
  await bought("Tea", 5);
  await bought("Mug", 3);
  await bought("Spoon", 2);
  await bought("Fourth", 1);
  await bought("For My Aunt", 9, { gift: true });
  await bought("A Reward", 9, { ownReward: true });
  await bought("Sold Out", 9, {}, { available: false });
  await bought("Gift Card", 9, {}, { giftCard: true });
  const most = await world.transaction(({ db }) => readBoughtMost(db, shopId, buyerId));
  expect(most.map(({ title }) => title)).toEqual(["Tea", "Mug", "Spoon"]);
});
