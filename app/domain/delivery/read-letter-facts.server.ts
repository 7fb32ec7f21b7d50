/**
 * What a letter to somebody in the programme may say, as things stand when it goes out: a refund in the meantime is not
 * congratulated on, a code that Shopify has not taken yet is not told.
 */
import type { LetterFacts } from "~/ports/letters";
import type { Tx, World } from "~/ports/world";
import type { Tier } from "../ambassador/ambassador";
import { creditBpOf, isHigher } from "../ambassador/tier";
import { readBalance } from "../ledger/read-balance.server";
import { readPosted } from "../ledger/read-posted.server";
import { isoDayIn } from "../ledger/period";
import { isForMembers, type NotSent } from "../letter/letter";
import { gainsOf } from "../page/page-tier";
import { readShopPlace, type MoneyPlace } from "../page/read-shop-place.server";
import { showDay, showMoney } from "../page/shown";
import { readLatestVersion, type LatestVersion } from "../program/read-latest-version.server";
import { kindsFor, nextReward } from "../reward/next-reward";
import { readShelf } from "../reward/read-shelf.server";
import { storeLink } from "../shop/store-link";
import { DAY_MS, monthBefore, type FactsOutcome, type WaitingLetter } from "./delivery";
import { readMonth } from "./read-month.server";

/** What every letter to them is read from. */
export type Member = {
  ambassadorId: string;
  programId: string;
  tier: Tier;
  state: string;
  joinedAt: Date;
  /** On a break from sharing since then. */
  pausedAt: Date | null;
  program: LatestVersion;
  place: MoneyPlace;
  balance: { pendingMinor: bigint; earnedMinor: bigint };
};

/** Joins the transaction at hand. `wait`: what it must say is not there yet. @param locale in which amounts and days are written */
export function readLetterFacts(
  world: World,
  letter: WaitingLetter,
  { firstName, locale }: { firstName: string | null; locale: string },
): Promise<FactsOutcome<LetterFacts>> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<FactsOutcome<LetterFacts>> => {
    const member = await readMember(world, db, letter.buyerId, locale);
    const gone = { outcome: "not sent", reason: "no longer true" } as const;
    if (!member || isAnothers(letter, member)) return gone;
    const { place, program } = member;
    const left = member.state !== "active";
    if (isForMembers(letter.kind) ? left || program.state !== "live" : !left) return gone;
    const newest = await db.shareCode.findFirst({
      where: {
        shopId,
        ambassadorId: member.ambassadorId,
        programId: member.programId,
        state: "live",
        retiresAt: null,
      },
      orderBy: [{ createdAt: "desc" }, { code: "asc" }],
      select: { code: true },
    });
    const live = newest?.code;
    const common = {
      firstName: firstName?.trim() || null,
      storeName: place.name,
      code: live,
      offerBp: program.offerBp,
      creditBp: creditBpOf(member.tier, program),
    };
    const said = await whatIsSaid(world, db, letter, member, live ?? null);
    if (said === "wait") return { outcome: "wait" };
    if (typeof said === "string") return { outcome: "not sent", reason: said };
    return { outcome: "facts", facts: { ...common, ...said }, buttonUrl: storeLink(place, "/rewards") };
  });
}

/** Written for somebody who has become another ambassador meanwhile: that one has letters of their own. */
const isAnothers = ({ kind, cause }: WaitingLetter, { ambassadorId }: Member): boolean =>
  kind !== "code replaced" && BEGINS_WITH_ID.test(cause) && !cause.startsWith(ambassadorId);
/** What a letter is about begins with whose it is; a replaced code is about a code. */
const BEGINS_WITH_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

async function readMember(world: World, db: Tx["db"], buyerId: string, locale: string): Promise<Member | null> {
  const { shopId } = world;
  const ambassador = await db.ambassador.findUnique({
    where: { shopId_buyerId: { shopId, buyerId } },
    select: { ambassadorId: true, state: true, pausedAt: true, memberships: { orderBy: { joinedAt: "desc" }, take: 1 } },
  });
  const membership = ambassador?.memberships[0];
  if (!ambassador || !membership) return null;
  const { programId, joinedAt } = membership;
  const program = await readLatestVersion(world, { programId });
  if (!program) return null;
  const { ambassadorId, state, pausedAt } = ambassador;
  const balance = await readBalance(world, { ambassadorId, programId });
  // Every amount is the programme's, whose currency may be another than the store's of today.
  const place = { ...(await readShopPlace(db, shopId, locale)), currency: program.currency };
  return { ambassadorId, programId, tier: membership.tier as Tier, state, joinedAt, pausedAt, program, balance, place };
}

/** How long a letter waits for a code that Shopify has yet to take. */
const CODE_WITHIN_MS = DAY_MS;

async function whatIsSaid(
  world: World,
  db: Tx["db"],
  letter: WaitingLetter,
  member: Member,
  liveCode: string | null,
): Promise<Partial<LetterFacts> | "wait" | NotSent> {
  const { balance, place, program, tier } = member;
  const now = world.clock.now();
  const young = now.getTime() - letter.createdAt.getTime() < CODE_WITHIN_MS;
  const money = (minor: bigint) => showMoney(minor, place).text;
  const { about } = letter;
  if (letter.kind === "welcome") return liveCode ? {} : "wait";
  if (letter.kind === "code replaced") {
    // The old one again, or none: another letter is written when there is a new one.
    if (liveCode && liveCode !== about.oldCode) return { oldCode: about.oldCode };
    return young ? "wait" : "no longer true";
  }
  if (letter.kind === "first sale") return firstSale(world, db, about.orderId, member);
  if (letter.kind === "reward earned")
    return balance.earnedMinor > 0n ? { amount: money(balance.earnedMinor), next: await readNext(world, member) } : "no longer true";
  if (letter.kind === "tier reached") {
    const to = about.tier as Tier;
    // Who has moved further up since gets that letter alone.
    if (isHigher(tier, to)) return "no longer true";
    const { firstChoice, cash, credit } = gainsOf(about.from as Tier, to, program, place.locale);
    return { tier: to, gains: { firstChoice, cash, creditBp: credit === null ? null : creditBpOf(to, program) } };
  }
  if (letter.kind === "goodbye") return { kept: balance.earnedMinor > 0n ? money(balance.earnedMinor) : null };
  if (member.pausedAt) return "no longer true";
  const told = await readMonth(world, member, about.month);
  // Once is kind, every month is not: after a quiet month that was told of, the next letter waits until something happens.
  const before = monthBefore(about.month);
  const joined = isoDayIn(member.joinedAt, place.timeZone);
  const wasThere = joined < `${about.month}-01`;
  if (isQuiet(told) && (wasThere ? isQuiet(await readMonth(world, member, before)) : joined > `${about.month}-${JOINED_LATE_DAY}`))
    return "nothing to tell";
  return { ...told, amount: balance.earnedMinor > 0n ? money(balance.earnedMinor) : undefined, next: await readNext(world, member) };
}

/** Who joined after this day of a month had no time for anything to happen in it: that it was quiet is no news to them. */
const JOINED_LATE_DAY = "15";

const isQuiet = ({ month, pending }: Awaited<ReturnType<typeof readMonth>>): boolean => !month?.visits && !month?.sales && !pending;

async function firstSale(world: World, db: Tx["db"], orderId: string, member: Member): Promise<Partial<LetterFacts> | "no longer true"> {
  const { shopId } = world;
  const { place, ambassadorId } = member;
  const posted = (await readPosted(db, shopId, [orderId])).find((one) => one.ambassadorId === ambassadorId);
  const amountMinor = posted ? posted.pendingMinor + posted.earnedMinor : 0n;
  const credit = await db.credit.findUnique({ where: { shopId_orderId: { shopId, orderId } } });
  if (!credit || amountMinor <= 0n) return "no longer true";
  const waitsUntil = credit.dueAt && showDay(credit.dueAt, world.clock.now(), place);
  return { amount: showMoney(amountMinor, place).text, standing: credit.state === "earned" ? "yours" : { waitsUntil } };
}

/** As on their own page; null when there is nothing they could have. */
async function readNext(world: World, { programId, tier, balance, place, program }: Member): Promise<LetterFacts["next"]> {
  const { items } = await readShelf(world, { programId });
  const { earnedMinor } = balance;
  const kinds = kindsFor(place.scopes, program, tier);
  const next = nextReward({ items, kinds, earnedMinor, tier, now: world.clock.now() }, program);
  if (!next) return null;
  const had = earnedMinor > 0n ? earnedMinor : 0n;
  const money = (minor: bigint) => showMoney(minor, place).text;
  if (next.of === "product") return { title: next.item.title, lack: next.affordable ? null : money(next.item.priceMinor - had) };
  return { ways: next.kinds, amount: money(had), lack: next.affordable ? null : money(next.leastMinor - had) };
}
