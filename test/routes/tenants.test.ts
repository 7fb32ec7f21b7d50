/**
 * FAULTS 70: every action that takes an id, called in one shop with another shop's ids, answers as for ids that nobody has,
 * and changes no row of either. The list is held complete against the code, so that a new action cannot be forgotten.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { requestReward } from "~/domain/reward/request-reward.server";
import { pressKey } from "~/storefront/press-key.server";
import { redeemPurpose } from "~/storefront/rewards-shelf";
import { askStorefront } from "../support/storefront";
import { testWorld } from "../support/world";
import { fill, isBusy, knowsNobody, nobodys, type Ids } from "./two-shops";
import { actionsOnMoney } from "./actions-on-money";
import { actionsOnPeople, mayAddToOurs, type Call } from "./actions-on-people";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";
const t = await testWorld({ shopId: OURS, shop: (shopId) => (shopId === OURS ? knowsNobody : isBusy) });
const [ours, theirs] = [t.world, t.worldOf(THEIRS)];
let ourIds: Ids;
let theirIds: Ids;
const nobody = nobodys(ours);

beforeAll(async () => {
  ourIds = await fill(ours);
  theirIds = await fill(theirs);
});

const actions: Record<string, Call | Call[]> = {
  ...actionsOnPeople,
  ...actionsOnMoney,
  requestReward: [
    ...[actionsOnMoney.requestReward].flat(),
    // Our own ambassador, their product.
    async (world, { variantId }) =>
      requestReward(world, {
        kind: "product code",
        ambassadorId: world === ours ? ourIds.ambassadorId : theirIds.ambassadorId,
        variantId,
        shownMinor: 800n,
        requestKey: "mixed",
      }),
  ],
};

const cases = Object.entries(actions).flatMap(([name, calls]) =>
  [calls].flat().map((call, at) => ({ name: at ? `${name}, asked another way (${at})` : name, call })),
);

/** What came of a call, an error included. */
const endOf = (ended: Promise<unknown>): Promise<unknown> =>
  ended.then(
    (value) => ({ value }),
    (error: Error) => ({ error: error.message }),
  );

/** Every row of these shops, wherever, the queue's included: one line a table. */
async function rowsOf(...shopIds: string[]): Promise<string[]> {
  const tables = await t.sql<{ name: string }>(
    "SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables USING (table_schema, table_name) WHERE table_schema = 'public' AND column_name = 'shop_id' ORDER BY 1",
  );
  const parts = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(r::text, ' ' ORDER BY r::text)), '') AS rows FROM "${name}" r WHERE shop_id = ANY ($1)`,
  );
  parts.push("SELECT 'queue', count(*)::text FROM pgboss.job WHERE data->>'shopId' = ANY ($1)");
  return (await t.sql<{ name: string; rows: string }>(parts.join(" UNION ALL "), [shopIds])).map(({ name, rows }) => `${name} ${rows}`);
}

describe("70 · in our shop, with ids of theirs", () => {
  test.each(cases)("$name answers as for ids that nobody has, and nothing changes anywhere", async ({ call }) => {
    const before = await rowsOf(OURS, THEIRS);
    const answer = await endOf(call(ours, theirIds));
    expect(await rowsOf(OURS, THEIRS)).toEqual(before);
    expect(answer).toEqual(await endOf(call(ours, nobody)));
    expect(JSON.stringify(answer, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain(THEIRS);
  });

  test.each(Object.entries(mayAddToOurs))("%s leaves every row of theirs as it is", async (_name, call) => {
    const before = await rowsOf(THEIRS);
    await call(ours, theirIds);
    expect(await rowsOf(THEIRS)).toEqual(before);
  });
});

describe("70 · the pages, signed for our shop", () => {
  const theirPages = () => [
    { path: `/${theirIds.slug}`, none: `/${nobody.slug}` },
    { path: `/join?token=${theirIds.token}`, none: `/join?token=${nobody.token}` },
    { path: `/opt-out?token=${theirIds.token}`, none: `/opt-out?token=${nobody.token}` },
  ];
  /** Without what is only the address asked for. */
  const bare = (html: string, ...texts: string[]) => texts.reduce((rest, text) => rest.replaceAll(text, ""), html);

  test("looking at and posting to their ambassador's page, invitation or opt-out shows and does what nobody's would", async () => {
    const before = await rowsOf(OURS, THEIRS);
    for (const { path, none } of theirPages())
      for (const form of [undefined, { token: theirIds.token, name: "Fran", code: "FRAN-TEA", acknowledged: "yes" }]) {
        const seen = await askStorefront({ shop: OURS, path, form });
        const other = await askStorefront({ shop: OURS, path: none, form: form && { ...form, token: nobody.token } });
        expect([path, seen.status]).toEqual([path, other.status]);
        expect(bare(seen.html, theirIds.token, theirIds.slug)).toBe(bare(other.html, nobody.token, nobody.slug));
      }
    expect(await rowsOf(OURS, THEIRS)).toEqual(before);
  });

  test("their ambassador signed in at our store is nobody's ambassador here, whatever the form says", async () => {
    const before = await rowsOf(OURS, THEIRS);
    const buyerId = theirIds.ambassadorBuyerId;
    const requestKey = pressKey(theirs, {
      buyerId,
      purpose: redeemPurpose({ kind: "product code", variantId: theirIds.variantId, priceMinor: "800" }),
    });
    const presses: Record<string, string>[] = [
      { intent: "redeem", variantId: theirIds.variantId, priceMinor: "800", requestKey },
      { intent: "leave", requestKey },
    ];
    for (const form of [undefined, ...presses]) {
      const page = await askStorefront({ shop: OURS, path: "/rewards", buyerId, form });
      expect(page.html).toMatch(/data-outcome="not an ambassador"/);
    }
    expect(await rowsOf(OURS, THEIRS)).toEqual(before);
  });

  test("a button of their page does nothing on ours", async () => {
    const before = await rowsOf(OURS, THEIRS);
    const buyerId = ourIds.ambassadorBuyerId;
    const requestKey = pressKey(theirs, {
      buyerId,
      purpose: redeemPurpose({ kind: "product code", variantId: ourIds.variantId, priceMinor: "800" }),
    });
    const page = await askStorefront({
      shop: OURS,
      path: "/rewards",
      buyerId,
      form: { intent: "redeem", variantId: ourIds.variantId, priceMinor: "800", requestKey },
    });
    expect(page.html).toMatch(/data-outcome="press again"/);
    expect(await rowsOf(OURS, THEIRS)).toEqual(before);
  });
});

test("every action that takes an id is on this list", () => {
  const app = path.resolve(import.meta.dirname, "../../app");
  const found = ["domain", "ingest"].flatMap((folder) =>
    readdirSync(path.join(app, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".server.ts"))
      .flatMap((file) => [...readFileSync(path.join(app, folder, file), "utf8").matchAll(TAKES_WORLD)])
      .filter(([, , rest]) => /\b(\w*Ids?|token|slug|code|input|request|entry)\b/.test(rest))
      .map(([, name]) => name),
  );
  expect(found.length).toBeGreaterThan(35);
  expect(found.filter((name) => !(name in actions) && !(name in mayAddToOurs))).toEqual([]);
});
const TAKES_WORLD = /export (?:async )?(?:function\*? |const )(\w+)(?: = (?:async )?)?\(\s*world: World,([\s\S]*?)\)(?::| \{| =>)/g;

/**
 * refreshOrder, noteDeletedOrder and readDestination ask Shopify whatever the id is. A live programme's discount is not ended, nor put back or forgotten before it was there, nobody here is in debt, and nobody has
 * friends enough to move up, no time was lost in which something could have been given, and nobody was held out: nothing to do, whoever is meant. By day
 * anybody who had no letters may be written to. holdWithLater counts the order it was given, whoever has it. decideOrders, holdCredits, suspectOrders and returnPrice answer nothing at all;
 * no reward there was paid for by an entry, or is going back, and nobody's call is under way.
 */
const SAME_EVERYWHERE = new Set([
  "readFreeMoment",
  "claimStray",
  "refreshOrder",
  "readDestination",
  "readDestinations",
  "noteDeletedOrder",
  "endDiscount",
  "restoreDiscount",
  "forgetDiscount",
  "forgiveDebt",
  "readForgiven",
  "takeBackForgiven",
  "raiseTiers",
  "decideOrders",
  "holdWithLater",
  "holdCredits",
  "lookForStrays",
  "readDrawn",
  "findAsOf",
  "suspectOrders",
  "returnPrice",
  "readTaken",
  "claimWithdrawal",
  "withdrawReward",
  "whyBusy",
]);

class TakenBack extends Error {}

/** The answer within a transaction that is taken back, so that one call does not spoil the next one's ids. */
async function tried(call: Call, ids: Ids): Promise<unknown> {
  let answer: unknown;
  await theirs
    .transaction(async () => {
      answer = await endOf(call(theirs, ids));
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  return answer;
}

test.each(cases.filter(({ name }) => !SAME_EVERYWHERE.has(name)))("in their own shop the ids mean something to $name", async ({ call }) => {
  expect(await tried(call, theirIds)).not.toEqual(await tried(call, nobody));
});
