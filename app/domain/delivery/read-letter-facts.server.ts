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
import { isForMembers } from "../letter/letter";
import { pageTier } from "../page/page-tier";
import { readShopPlace, type ShopPlace } from "../page/read-shop-place.server";
import { showDay, showMoney } from "../page/shown";
import { percentOf } from "../program/program";
import { readLatestVersion, type LatestVersion } from "../program/read-latest-version.server";
import { readShelf } from "../reward/read-shelf.server";
import { storeLink } from "../shop/store-link";
import { DAY_MS, type FactsOutcome, type WaitingLetter } from "./delivery";
import { readMonth } from "./read-month.server";

/** What every letter to them is read from. */
export type Member = {
  ambassadorId: string;
  programId: string;
  tier: Tier;
  state: string;
  program: LatestVersion;
  place: ShopPlace;
  balance: { pendingMinor: bigint; earnedMinor: bigint };
};

/** Joins the transaction at hand. `wait`: what it must say is not there yet. */
export function readLetterFacts(
  world: World,
  letter: WaitingLetter,
  { firstName }: { firstName: string | null },
): Promise<FactsOutcome<LetterFacts>> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<FactsOutcome<LetterFacts>> => {
    const member = await readMember(world, db, letter.buyerId);
    const gone = { outcome: "not sent", reason: "no longer true" } as const;
    if (!member) return gone;
    const { place, program } = member;
    const left = member.state !== "active";
    if (isForMembers(letter.kind) ? left || program.state !== "live" : !left) return gone;
    const codes = await db.shareCode.findMany({
      where: {
        shopId,
        ambassadorId: member.ambassadorId,
        programId: member.programId,
        state: { in: ["live", "waiting"] },
        retiresAt: null,
      },
      orderBy: [{ createdAt: "desc" }, { code: "asc" }],
      take: 10,
      select: { code: true, state: true },
    });
    const live = codes.find(({ state }) => state === "live")?.code;
    const common = {
      firstName: firstName?.trim() || null,
      storeName: place.name,
      code: live ?? codes[0]?.code,
      offerPercent: percentOf(program.offerBp),
      creditPercent: percentOf(creditBpOf(member.tier, program)),
    };
    const said = await whatIsSaid(world, db, letter, member, live ?? null);
    if (said === "no longer true") return gone;
    if (said === "wait") return { outcome: "wait" };
    return { outcome: "facts", facts: { ...common, ...said }, buttonUrl: storeLink(place, "/rewards") };
  });
}

async function readMember(world: World, db: Tx["db"], buyerId: string): Promise<Member | null> {
  const { shopId } = world;
  const ambassador = await db.ambassador.findUnique({
    where: { shopId_buyerId: { shopId, buyerId } },
    select: { ambassadorId: true, state: true, memberships: { orderBy: { joinedAt: "desc" }, take: 1 } },
  });
  const membership = ambassador?.memberships[0];
  if (!ambassador || !membership) return null;
  const { programId } = membership;
  const program = await readLatestVersion(world, { programId });
  if (!program) return null;
  const { ambassadorId, state } = ambassador;
  const balance = await readBalance(world, { ambassadorId, programId });
  return { ambassadorId, programId, tier: membership.tier as Tier, state, program, balance, place: await readShopPlace(db, shopId) };
}

/** How long a letter waits for a code that Shopify has yet to take. */
const CODE_WITHIN_MS = DAY_MS;

async function whatIsSaid(
  world: World,
  db: Tx["db"],
  letter: WaitingLetter,
  member: Member,
  liveCode: string | null,
): Promise<Partial<LetterFacts> | "wait" | "no longer true"> {
  const { balance, place, program, tier } = member;
  const now = world.clock.now();
  const young = now.getTime() - letter.createdAt.getTime() < CODE_WITHIN_MS;
  const money = (minor: bigint) => showMoney(minor, place).text;
  const { about } = letter;
  if (letter.kind === "welcome") return liveCode || !young ? {} : "wait";
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
    const next = pageTier(about.from as Tier, 0, program, place.locale).next;
    return { tier: to, gains: next?.tier === to ? next.gains : undefined };
  }
  if (letter.kind === "goodbye") return { kept: balance.earnedMinor > 0n ? money(balance.earnedMinor) : null };
  const month = await readMonth(world, member, about.month);
  return { ...month, next: await readNext(world, member) };
}

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

/** The cheapest product they cannot have yet, or the dearest they can; null when the shelf holds none for them. */
async function readNext(world: World, { programId, tier, balance, place }: Member): Promise<LetterFacts["next"]> {
  const now = world.clock.now();
  const { items } = await readShelf(world, { programId });
  const theirs = items.filter((item) => item.available && (tier === "icon" || !item.firstDibsUntil || item.firstDibsUntil <= now));
  const lacking = theirs.find(({ priceMinor }) => priceMinor > balance.earnedMinor);
  const item = lacking ?? theirs.at(-1);
  if (!item) return null;
  const had = balance.earnedMinor > 0n ? balance.earnedMinor : 0n;
  return { title: item.title, lack: lacking ? showMoney(item.priceMinor - had, place).text : null };
}
