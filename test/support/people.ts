/**
 * A shop with its programme and people in it, for tests of inviting, joining, codes and clicks: a store's row, buyers
 * who may be invited, and a mining that ranks them.
 */
import { createProgram } from "~/domain/program/create-program.server";
import type { ReadBuyer } from "~/ports/shop";
import type { World } from "~/ports/world";
import type { FakeShop } from "./fake-shop";
import { miningRow, rankingRow } from "./mining-rows";

export type Person = Partial<Omit<ReadBuyer, "buyerId">> & { powerBuyer?: boolean; favourite?: string | null };

/** The shop's row and its live programme, whose discounts wait to be published. */
export async function openShop(world: World, shop: { locale?: string; historyComplete?: boolean } = {}): Promise<{ programId: string }> {
  const { shopId } = world;
  const now = world.clock.now();
  await world.transaction(async ({ db }) => {
    await db.shop.create({
      data: {
        shopId,
        state: "installed",
        name: "Tea & Sons",
        email: "hello@tea.example",
        postalAddress: "12 Market Row, York, United Kingdom",
        currency: "GBP",
        ianaTimezone: "Europe/London",
        countryCode: "GB",
        locale: shop.locale ?? "en-GB",
        storefrontUrl: "https://tea.example",
        proxyPrefix: "/apps/regulars",
        planName: "Basic",
        scopes: [],
        installedAt: now,
      },
    });
    await db.import.create({
      data: {
        shopId,
        importId: world.chance.uuid(),
        kind: "orders",
        state: "done",
        horizonDays: (shop.historyComplete ?? true) ? null : 60,
        requestedAt: now,
        changedAt: now,
        finishedAt: now,
      },
    });
  });
  const { programId } = await createProgram(world, { currency: "GBP", savedBy: "test" });
  return { programId };
}

/** Buyers "1", "2", … in the order of their rank, in our books, in a mining and (when given) at Shopify. Returns their ids. */
export async function minedPeople(world: World, people: Person[], at: { fake?: FakeShop; firstId?: number } = {}): Promise<string[]> {
  const { shopId } = world;
  const now = world.clock.now();
  const rows = people.map((person, index) => ({
    buyerId: String((at.firstId ?? 1) + index),
    firstName: person.firstName === undefined ? "Maxine" : person.firstName,
    lastName: person.lastName === undefined ? "Brown" : person.lastName,
    email: person.email === undefined ? `p${(at.firstId ?? 1) + index}@people.example` : person.email,
    consent: person.consent ?? "subscribed",
    countryCode: person.countryCode ?? "GB",
    province: null,
    city: null,
  }));
  for (const row of rows) at.fake?.buyers.set(row.buyerId, { ...row });
  const firstOrderAt = new Date("2024-03-10T12:00:00Z");
  await world.transaction(async ({ db }) => {
    await inPages(rows, (page) =>
      db.buyer.createMany({
        data: page.map((row) => ({ ...row, shopId, orders: 9, firstOrderAt, lastOrderAt: now, currency: "GBP", readAt: now })),
        skipDuplicates: true,
      }),
    );
    // Later than any before it, also while a test's clock stands: of two minings at one instant either would be the latest.
    const { _max: before } = await db.mining.aggregate({ where: { shopId }, _max: { minedAt: true } });
    const mining = miningRow(world, {
      minedAt: new Date(Math.max(now.getTime(), (before.minedAt?.getTime() ?? 0) + 1)),
      horizonFrom: firstOrderAt,
      orders: 9 * rows.length,
      buyers: rows.length,
      powerBuyers: people.filter(({ powerBuyer }) => powerBuyer ?? true).length,
    });
    await db.mining.create({ data: mining });
    const rankings = rows.map(({ buyerId }, index) =>
      rankingRow(world, {
        miningId: mining.miningId,
        buyerId,
        rank: index + 1,
        powerBuyer: people[index].powerBuyer ?? true,
        favourite: people[index].favourite ?? null,
      }),
    );
    await inPages(rankings, (data) => db.ranking.createMany({ data }));
  });
  return rows.map(({ buyerId }) => buyerId);
}

/** Small enough for one statement each: of more, Prisma makes several at once on one connection. */
async function inPages<T>(rows: T[], write: (page: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += 1_000) await write(rows.slice(from, from + 1_000));
}

export const some = (count: number, person: Person = {}): Person[] => Array.from({ length: count }, () => person);

/** The token in the link of a mail. */
export function tokenOf(mail: { text: string }): string {
  const found = /\/join\?token=([\w-]+)/.exec(mail.text);
  if (!found) throw new Error("the mail has no link to join");
  return found[1];
}
