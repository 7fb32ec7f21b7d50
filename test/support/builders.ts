/**
 * Rows for tests that begin in the middle of the story: each builder writes what the actions before it would have left,
 * through the world's own transactions, with defaults that a test overrides where its rule looks.
 */
import type { Prisma } from "@prisma/client";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import type { World } from "~/ports/world";

const DAY_MS = 86_400_000;
let counter = 1_000;
/** Shopify ids are beyond 2^53. */
const nextId = (): string => `90071992547${++counter}`;

export type BuiltProgram = { programId: string; currency: string };

/** The shop's row, as an installed shop has it. Call it first. */
export async function aShop(world: World, changes: Partial<Prisma.ShopUncheckedCreateInput> = {}): Promise<void> {
  const data = {
    state: "installed",
    name: "Small & Sons",
    email: "hello@small.example",
    postalAddress: "3 Small Lane, Leeds, United Kingdom",
    currency: "GBP",
    ianaTimezone: "Europe/London",
    countryCode: "GB",
    locale: "en-GB",
    storefrontUrl: "https://small.example",
    proxyPrefix: "/apps/regulars",
    planName: "Basic",
    scopes: [],
    installedAt: world.clock.now(),
    ...changes,
    shopId: world.shopId,
  };
  await world.transaction(({ db }) => db.shop.upsert({ where: { shopId: world.shopId }, create: data, update: data }));
}

/** A live programme with the defaults of PRODUCT.md as version 1, saved long before any order. One that was live until then ends after every order. */
export async function aProgram(
  world: World,
  settings: Partial<Prisma.ProgramVersionUncheckedCreateInput> & { currency?: string } = {},
): Promise<BuiltProgram> {
  const { currency = "GBP", ...changes } = settings;
  const programId = world.chance.uuid();
  const savedAt = new Date(world.clock.now().getTime() - 400 * DAY_MS);
  const endedAt = new Date(world.clock.now().getTime() + 4_000 * DAY_MS);
  await world.transaction(async ({ db }) => {
    await db.program.updateMany({ where: { shopId: world.shopId, state: "live" }, data: { state: "ended", endedAt } });
    await db.program.create({ data: { shopId: world.shopId, programId, name: "Regulars", state: "live", currency, createdAt: savedAt } });
    await db.programTurn.create({
      data: { shopId: world.shopId, programId, sequence: 1, state: "live", since: savedAt, turnedBy: "test" },
    });
    await db.programVersion.create({
      data: {
        version: 1,
        offerBp: 1_500,
        creditBp: 1_000,
        returnWindowDays: 14,
        clickWindowDays: 30,
        newFriendsOnly: true,
        renewalsCount: false,
        powerBuyerBp: 1_000,
        holdOutBp: 1_000,
        shelfMinimumMinor: 500n,
        savedAt,
        savedBy: "test",
        insiderCreditBp: changes.creditBp ?? 1_000,
        iconCreditBp: changes.creditBp ?? 1_000,
        ...changes,
        shopId: world.shopId,
        programId,
      },
    });
  });
  return { programId, currency };
}

export async function aBuyer(world: World, changes: Partial<Prisma.BuyerUncheckedCreateInput> = {}): Promise<{ buyerId: string }> {
  const buyerId = changes.buyerId ?? nextId();
  await world.transaction(({ db }) =>
    db.buyer.create({
      data: { consent: "subscribed", currency: "GBP", readAt: world.clock.now(), ...changes, shopId: world.shopId, buyerId },
    }),
  );
  return { buyerId };
}

export type BuiltAmbassador = { ambassadorId: string; buyerId: string; code: string; slug: string };

/** An ambassador who joined 100 days ago, with a buyer of their own and a live share code. */
export async function anAmbassador(
  world: World,
  { programId }: BuiltProgram,
  {
    name = "Maxine",
    code,
    email,
    leftAt = null,
    marks = [],
  }: { name?: string; code?: string; email?: string | null; leftAt?: Date | null; marks?: string[] } = {},
): Promise<BuiltAmbassador> {
  const ambassadorId = world.chance.uuid();
  const slug = `${name.toLowerCase()}-${++counter}`;
  const joinedAt = new Date(world.clock.now().getTime() - 100 * DAY_MS);
  const { shopId } = world;
  const { buyerId } = await aBuyer(world, { firstName: name, email: email === undefined ? `${slug}@example.com` : email });
  await world.transaction(async ({ db }) => {
    await db.ambassador.create({
      data: { shopId, ambassadorId, buyerId, name, slug, state: leftAt ? "left" : "active", joinedAt, leftAt, marks },
    });
    await db.membership.create({
      data: {
        shopId,
        programId,
        ambassadorId,
        programVersion: 1,
        tier: "friend",
        disclosureVersion: "2026-11",
        acknowledgedAt: joinedAt,
        joinedAt,
        leftAt,
      },
    });
  });
  const share = await aShareCode(world, { programId, ambassadorId, code: code ?? `${name.toUpperCase()}${counter}` });
  return { ambassadorId, buyerId, code: share.code, slug };
}

export async function aShareCode(
  world: World,
  { programId, ambassadorId, code, state = "live" }: { programId: string; ambassadorId: string; code: string; state?: string },
): Promise<{ code: string }> {
  const createdAt = new Date(world.clock.now().getTime() - 99 * DAY_MS);
  await world.transaction(({ db }) =>
    db.shareCode.create({
      data: {
        shopId: world.shopId,
        codeId: world.chance.uuid(),
        programId,
        ambassadorId,
        code,
        state,
        createdAt,
        liveAt: state === "live" || state === "retired" ? createdAt : null,
      },
    }),
  );
  return { code };
}

/** A press of the landing page's button, with the single-use code it took. */
export async function aClick(
  world: World,
  { programId, ambassadorId, clickedAt = world.clock.now() }: { programId: string; ambassadorId: string; clickedAt?: Date },
): Promise<{ clickId: string; code: string }> {
  const clickId = world.chance.uuid();
  const code = `C${++counter}XQZ`;
  const { shopId } = world;
  await world.transaction(async ({ db }) => {
    await db.clickCode.create({
      data: { shopId, code, programId, state: "taken", mintingId: world.chance.uuid(), clickId, takenAt: clickedAt },
    });
    await db.click.create({ data: { shopId, clickId, programId, ambassadorId, codeKind: "click", code, clickedAt } });
  });
  return { clickId, code };
}

/** A later press by the friend of that click, who had it still. */
export async function aClickAgain(
  world: World,
  { clickId: had }: { clickId: string },
  clickedAt: Date,
): Promise<{ clickId: string; code: string }> {
  const { shopId } = world;
  const clickId = world.chance.uuid();
  return world.transaction(async ({ db }) => {
    const { programId, ambassadorId, codeKind, code } = await db.click.findUniqueOrThrow({
      where: { shopId_clickId: { shopId, clickId: had } },
    });
    await db.click.create({ data: { shopId, clickId, programId, ambassadorId, firstClickId: had, codeKind, code, clickedAt } });
    return { clickId, code };
  });
}

/** A paid order of a new buyer over 50.00, placed now; with `order` it is changed as a later reading would. */
export async function anOrder(
  world: World,
  changes: Partial<Prisma.OrderUncheckedCreateInput> = {},
): Promise<{ orderId: string; buyerId: string | null }> {
  const orderId = changes.orderId ?? nextId();
  const placedAt = changes.placedAt ? new Date(changes.placedAt) : world.clock.now();
  const buyerId =
    changes.buyerId === undefined ? (await aBuyer(world, { email: `friend-${orderId}@example.com` })).buyerId : changes.buyerId;
  await world.transaction(({ db }) =>
    db.order.create({
      data: {
        name: `#${++counter}`,
        placedAt,
        paidAt: placedAt,
        test: false,
        currency: "GBP",
        goodsMinor: 5_000n,
        orderedMinor: 5_000n,
        tags: [],
        codes: [],
        shopifyUpdatedAt: placedAt,
        readAt: placedAt,
        ...changes,
        shopId: world.shopId,
        orderId,
        buyerId,
      },
    }),
  );
  return { orderId, buyerId };
}

/** As a later reading of the order would leave it. */
export async function changeOrder(world: World, orderId: string, changes: Prisma.OrderUncheckedUpdateInput): Promise<void> {
  await world.transaction(({ db }) => db.order.update({ where: { shopId_orderId: { shopId: world.shopId, orderId } }, data: changes }));
}

export type BuiltProduct = { productId: string; variantId: string };

/** An active product with one variant; on the programme's shelf when one is given. */
export async function aProduct(
  world: World,
  {
    title = "Jubilee Mug",
    priceMinor = 800n,
    unitCostMinor = null,
    available = true,
    giftCard = false,
    currency = "GBP",
    variantId = nextId(),
    shelfOf,
  }: {
    title?: string;
    priceMinor?: bigint;
    unitCostMinor?: bigint | null;
    available?: boolean;
    giftCard?: boolean;
    currency?: string;
    variantId?: string;
    shelfOf?: BuiltProgram;
  } = {},
): Promise<BuiltProduct> {
  const productId = nextId();
  const { shopId } = world;
  const readAt = world.clock.now();
  await world.transaction(async ({ db }) => {
    await db.product.create({
      data: {
        shopId,
        productId,
        title,
        handle: title.toLowerCase().replaceAll(" ", "-"),
        status: "ACTIVE",
        collections: [],
        giftCard,
        readAt,
      },
    });
    await db.variant.create({
      data: { shopId, variantId, productId, title: "Default Title", priceMinor, unitCostMinor, currency, available, readAt },
    });
    if (shelfOf) await db.shelfItem.create({ data: { shopId, programId: shelfOf.programId, variantId, addedAt: readAt } });
  });
  return { productId, variantId };
}

/** `quantity` units of a product on an order, so that it counts as bought. */
export async function aLine(
  world: World,
  { orderId, productId, variantId, quantity = 1 }: BuiltProduct & { orderId: string; quantity?: number },
): Promise<void> {
  await world.transaction(({ db }) =>
    db.orderLine.create({
      data: {
        shopId: world.shopId,
        orderId,
        lineId: nextId(),
        productId,
        variantId,
        title: "Line",
        quantity,
        currentQuantity: quantity,
        goodsMinor: 800n,
        orderedMinor: 800n,
        giftCard: false,
        readAt: world.clock.now(),
      },
    }),
  );
}

/** A friend's order long enough ago that its credit is the ambassador's by now. The programme's rate is 10 %. */
export async function anEarnedCredit(world: World, { code }: BuiltAmbassador, amountMinor: bigint): Promise<{ orderId: string }> {
  const { orderId } = await anOrder(world, {
    codes: [code],
    goodsMinor: amountMinor * 10n,
    placedAt: new Date(world.clock.now().getTime() - 15 * DAY_MS),
  });
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  await matureCredits(world, { why: "an earned credit" });
  return { orderId };
}
