/**
 * What was found in Shopify and that nobody here knows, and that the owner has not answered yet: the oldest first, with the evidence and
 * with what counting it would do to whose it is, as things stand.
 */
import type { World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { readStrayAccount } from "../reward/read-stray-account.server";
import { rewardName } from "../reward/reward";
import { costOf, type StrayKind } from "../reward/stray";
import { pageOf } from "../page-of";

export type ShownStray = {
  strayId: string;
  kind: string;
  /** Whose customer page in Shopify tells more; null: Shopify names nobody. */
  buyerId: string | null;
  what: string;
  amount: ShownMoney;
  code: string | null;
  /** It bears our mark, so it is of ours; store credit bears none. */
  marked: boolean;
  /** A draft that has become an order. */
  ordered: boolean;
  madeAt: string;
  /** null: whose it is takes no part. */
  member: ShownMember | null;
};

export type ShownMember = {
  name: string;
  /** Wishes that wait for the answer. */
  held: number;
  has: ShownMoney;
  /** How many of them go back when it is counted, what is left then, and what lacks; null: nothing does. */
  givenBack: number;
  left: ShownMoney;
  lack: ShownMoney | null;
  /** It is what one of the wishes that wait asked for. */
  asked: boolean;
};

export type ShownStrays = { strays: ShownStray[]; total: number; page: number; pages: number };

const PAGE_SIZE = 25;

/** Pages count from 1. */
export function readStrays(world: World, { page = 1 }: { page?: number } = {}): Promise<ShownStrays> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const where = { shopId, answer: null };
    const place = await readShopPlace(db, shopId);
    const total = await db.stray.count({ where });
    const { skip, take, ...pages } = pageOf(total, page, PAGE_SIZE);
    const found = await db.stray.findMany({ where, orderBy: [{ madeAt: "asc" }, { strayId: "asc" }], skip, take });
    const strays: ShownStray[] = [];
    for (const { strayId, kind, buyerId, productTitle, amountMinor, currency, code, markedAs, orderId, madeAt } of found)
      strays.push({
        ...{ strayId, kind, buyerId, code, marked: markedAs !== null, ordered: orderId !== null, madeAt: madeAt.toISOString() },
        what: rewardName({ kind, productTitle }),
        amount: showMoney(amountMinor, { ...place, currency }),
        member: await readMember(world, { kind: kind as StrayKind, buyerId, currency, amountMinor, madeAt, locale: place.locale }),
      });
    return { total, ...pages, strays };
  });
}

type Whose = Parameters<typeof readStrayAccount>[1] & { locale: string };

function readMember(world: World, { locale, ...stray }: Whose): Promise<ShownMember | null> {
  const { currency, amountMinor } = stray;
  return world.transaction(async ({ db }) => {
    const account = await readStrayAccount(world, stray);
    if (!account) return null;
    const { ambassadorId, name, earnedMinor } = account;
    const { givenBack, lackMinor, leftMinor } = costOf(amountMinor, account);
    const show = (minor: bigint) => showMoney(minor, { currency, locale });
    return {
      ...{
        name,
        givenBack,
        asked: account.askedBy !== null,
        has: show(earnedMinor),
        left: show(leftMinor),
        lack: lackMinor > 0n ? show(lackMinor) : null,
      },
      held: await db.reward.count({ where: { shopId: world.shopId, ambassadorId, state: "requested" } }),
    };
  });
}
