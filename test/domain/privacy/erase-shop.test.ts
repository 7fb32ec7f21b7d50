/** FAULTS 18, 21 · a shop is erased when Shopify asks for it and lets us in no more; one that is here and working is not. */
import { beforeEach, expect, test } from "vitest";
import { eraseShop } from "~/domain/privacy/erase-shop.server";
import { ShopProblem, type ShopPort, type ShopProblemKind } from "~/ports/shop";
import { aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

let says: ShopProblemKind | "here" = "here";
let asked = 0;
const readProfile = async () => {
  asked++;
  if (says !== "here") throw new ShopProblem(says, `Shopify: ${says}`);
  return {};
};
const t = await testWorld({ shop: { readProfile } as unknown as ShopPort });
const { world, shopId } = t;

const hour = 3_600_000;
/** Two days after it left, or we believe so. */
const redact = () => eraseShop(world, { askedAt: t.clock.now().toISOString() });
const rows = async () => (await t.sql("SELECT 1 FROM shop WHERE shop_id = $1", [shopId])).length;
const installed = (state: string, hoursAgo = 72) =>
  aShop(world, { state, installedAt: new Date(t.clock.now().getTime() - hoursAgo * hour) });

beforeEach(async () => {
  [says, asked] = ["here", 0];
  await t.clock.advance(1);
});

test.each(["installed", "needs permission"])(
  "one that stands here as %s and lets us in is kept, and its owner finds all of it",
  async (state) => {
    await installed(state);
    expect(await redact()).toEqual({ outcome: "kept", why: "still let in" });
    expect(await rows()).toBe(1);
  },
);

test("one whose leaving we never heard of is erased when Shopify lets us in no more", async () => {
  await installed("installed");
  says = "needs permission";
  expect(await redact()).toMatchObject({ outcome: "erased" });
  expect(await rows()).toBe(0);
});

test.each(["try later", "refused", "unknown"] as const)(
  "where Shopify says neither (%s) nothing is erased, and it is asked again later",
  async (kind) => {
    await installed("installed");
    says = kind;
    await expect(redact()).rejects.toThrow(`Shopify: ${kind}`);
    expect(await rows()).toBe(1);
  },
);

test("one that we know has left is erased, and nobody is asked", async () => {
  await installed("uninstalled");
  says = "try later";
  expect(await redact()).toMatchObject({ outcome: "erased" });
  expect([await rows(), asked]).toEqual([0, 0]);
});

test("one that let us in again after its erasure was asked for is kept, and nobody is asked", async () => {
  await installed("installed", 0);
  expect(await eraseShop(world, { askedAt: new Date(t.clock.now().getTime() - 1_000).toISOString() })).toEqual({
    ...{ outcome: "kept", why: "let in again since" },
  });
  expect([await rows(), asked]).toEqual([1, 0]);
});
