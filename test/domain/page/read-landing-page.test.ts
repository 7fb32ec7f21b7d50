import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { readJoinPage } from "~/domain/page/read-join-page.server";
import { readLandingPage } from "~/domain/page/read-landing-page.server";
import { aBuyer, aLine, aProduct, aProgram, aShop, anAmbassador, anOrder, type BuiltProgram } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});

test("a friend sees the name, the words, the offer, and of what the ambassador bought only what they chose to show", async () => {
  const maxine = await anAmbassador(world, program);
  await t.sql("UPDATE ambassador SET words = 'I drink it every morning' WHERE ambassador_id = $1", [maxine.ambassadorId]);
  const bought = async (title: string, product: Parameters<typeof aProduct>[1] = {}) => {
    const built = await aProduct(world, { title, ...product });
    await aLine(world, { ...built, ...(await anOrder(world, { buyerId: maxine.buyerId })) });
    return built.productId;
  };
  const [tea, , soldOut, mug] = [
    await bought("Tea"),
    await bought("Ointment"),
    await bought("Sold Out", { available: false }),
    await bought("Mug"),
  ];
  const shown = {
    outcome: "open",
    slug: maxine.slug,
    name: "Maxine",
    words: "I drink it every morning",
    shopName: "Small & Sons",
    storefrontUrl: "https://small.example",
    offerPercent: "15%",
    givesProducts: true,
  };
  expect(await readLandingPage(world, { slug: maxine.slug.toUpperCase() })).toEqual({ ...shown, products: [] });
  await t.sql("UPDATE ambassador SET favourites = $2 WHERE ambassador_id = $1", [maxine.ambassadorId, [mug, soldOut, tea]]);
  expect(await readLandingPage(world, { slug: maxine.slug })).toEqual({
    ...shown,
    products: [
      { title: "Mug", handle: "mug", imageUrl: null },
      { title: "Tea", handle: "tea", imageUrl: null },
    ],
  });
});

test("an unknown address and one whose ambassador left are two kind outcomes without a name", async () => {
  const maxine = await anAmbassador(world, program, { leftAt: new Date("2026-10-01T00:00:00Z") });
  expect(await readLandingPage(world, { slug: "nobody" })).toEqual({ outcome: "unknown", shopName: "Small & Sons" });
  expect(await readLandingPage(world, { slug: maxine.slug })).toEqual({ outcome: "closed", shopName: "Small & Sons" });
});

test("looking at a landing page takes nothing, however often", async () => {
  const maxine = await anAmbassador(world, program);
  for (let look = 0; look < 10; look++) await readLandingPage(world, { slug: maxine.slug });
  expect(await t.sql("SELECT 1 FROM click WHERE ambassador_id = $1", [maxine.ambassadorId])).toEqual([]);
});

async function anInvitation(token: string, expiresAt: Date, state = "sent"): Promise<void> {
  const { buyerId } = await aBuyer(world, { firstName: "Zoë", lastName: "Brown" });
  await t.sql(
    `INSERT INTO invitation (shop_id, invitation_id, program_id, buyer_id, press_id, decile, state, token_hash, expires_at, created_at)
     VALUES ($1, gen_random_uuid(), $2, $3, gen_random_uuid(), 1, $4, $5, $6, $7)`,
    [world.shopId, program.programId, buyerId, state, createHash("sha256").update(token).digest("hex"), expiresAt, t.clock.now()],
  );
}

test("the invited person reads both sides of the bargain and finds codes of their own that are free; ten looks change nothing", async () => {
  await anInvitation("open-token", new Date(t.clock.now().getTime() + DAY_MS));
  await anAmbassador(world, program, { code: "ZOE15" });
  const before = await t.sql("SELECT * FROM invitation");
  for (let look = 0; look < 10; look++) {
    const page = await readJoinPage(world, { token: "open-token" });
    expect(page).toMatchObject({
      outcome: "open",
      firstName: "Zoë",
      offerPercent: "15%",
      creditPercent: "10%",
      returnWindowDays: 14,
      newFriendsOnly: true,
    });
    if (page.outcome !== "open") throw new Error(page.outcome);
    expect(page.codeIdeas).toHaveLength(3);
    expect(page.codeIdeas).not.toContain("ZOE15");
    expect(page.disclosure.length).toBeGreaterThan(20);
  }
  expect(await t.sql("SELECT * FROM invitation")).toEqual(before);
});

test("a link that is unknown, expired or used is told apart, and says nothing about anybody", async () => {
  await anInvitation("old-token", new Date(t.clock.now().getTime() - 1));
  await anInvitation("used-token", new Date(t.clock.now().getTime() + DAY_MS), "accepted");
  const outcomes = await Promise.all(["nonsense", "old-token", "used-token"].map((token) => readJoinPage(world, { token })));
  expect(outcomes).toEqual(["link unknown", "link expired", "link used"].map((outcome) => ({ outcome, shopName: "Small & Sons" })));
});
