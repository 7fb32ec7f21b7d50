/**
 * From facts to the sentence a language has for them. A state or reason stored by a later version of the rules has no words yet:
 * then something true is said instead.
 */
import type { Movement } from "~/domain/ledger/movement";
import type { Thanks } from "~/domain/reward/thanks";
import { leavesNothing } from "~/domain/order/became";
import type { PageTier } from "~/domain/page/page-tier";
import type { PageConditions } from "~/domain/page/page-conditions";
import type { PageCode, PageNext, PageOrder, PageReward, RewardsPage, Standing } from "~/domain/page/rewards-page";
import type { ShownBalance } from "~/domain/page/statement-page";
import type { Words } from "./words-for";

/** What this key has, when it has anything. */
const at = <T>(texts: Record<string, T>, key: string): T | undefined => (Object.hasOwn(texts, key) ? texts[key] : undefined);

/** "2 friends bought; £8.40 is yours, £4.20 is waiting until 3 December." */
export function sayStanding({ standing }: Words, { friends, earned, pending, pendingUntil }: Standing): string {
  const amounts = [BigInt(earned.minor) < 0n ? standing.owed(earned.text) : standing.yours(earned.text)];
  if (BigInt(pending.minor) > 0n) amounts.push(standing.waiting(pending.text, pendingUntil));
  return standing.whole(standing.friends(friends), amounts);
}

/** What is theirs now, and what will be. */
export function sayTheirs(
  { theirs }: Words,
  { earned, pending, pendingUntil }: Pick<Standing, "earned" | "pending" | "pendingUntil">,
): string {
  const [inDebt, waits] = [BigInt(earned.minor) < 0n, BigInt(pending.minor) > 0n];
  if (waits) return theirs[inDebt ? "belowAndWaiting" : "andWaiting"](earned.text, pending.text, pendingUntil);
  return theirs[inDebt ? "below" : "all"](earned.text);
}

/** Something is theirs, or will be, that the store can settle with who leaves. */
const isSomething = ({ earned, pending }: Pick<Standing, "earned" | "pending">): boolean =>
  BigInt(earned.minor) + BigInt(pending.minor) > 0n;

/** Of one who left: what is still to be settled with the store. */
export function sayLeft(all: Words, standing: Standing): string {
  if (standing.earned.minor === "0" && standing.pending.minor === "0") return all.rewards.leftSettled;
  return all.rewards.left(sayTheirs(all, standing), isSomething(standing));
}

export const sayLeaving = (all: Words, standing: Standing, code: string | null): string =>
  all.rewards.leaveText(code, sayTheirs(all, standing), isSomething(standing));

export const sayEnded = (all: Words, standing: Standing): string => all.rewards.ended(sayTheirs(all, standing));

/** On what an order counts; nothing where every order does. */
export function sayConditions(
  { conditions }: Words,
  { firstOrderOnly, least, perFriend, places }: PageConditions,
  { firstOrderSaid = false } = {},
): string[] {
  return [
    ...(firstOrderOnly && !firstOrderSaid ? [conditions.firstOrder] : []),
    ...(perFriend === null ? [] : [conditions.perFriend(perFriend)]),
    ...(least ? [conditions.least(least.text)] : []),
    ...(places ? [conditions.places(places.map((place) => conditions.place[place]))] : []),
  ];
}

/** The small print's first part: their share, on what an order counts, and when it is theirs. */
export const sayRules = (all: Words, { offerPercent, creditPercent, returnWindowDays, conditions }: RuleFacts): string =>
  [all.rewards.rates(offerPercent, creditPercent, returnWindowDays), ...sayConditions(all, conditions), all.rewards.reversal].join(" ");
type RuleFacts = Pick<RewardsPage, "offerPercent" | "creditPercent" | "returnWindowDays" | "conditions">;

/** What they could have next, and what its bar shows. @param earned what is theirs, written */
export function sayNext(
  { rewards: words, asAmount }: Words,
  next: PageNext,
  earned: string,
): { title: string; sentence: string; progressLabel: string } {
  if (next.of === "product") {
    const { title, affordable, lack } = next;
    return { title, sentence: affordable ? words.canHave(title) : words.toGo(lack.text, title), progressLabel: words.progress(title) };
  }
  const ways = next.kinds.map((kind) => asAmount[kind]);
  const sentence = next.affordable ? words.canTake(earned, ways) : words.toGoFor(next.lack.text, ways);
  return { title: words.amounts.kinds[next.kinds[0]].title, sentence, progressLabel: words.progressFor };
}

/** What they would get, before they join: their share, and in what. */
export function sayShare(
  { join, thanks, asAmount }: Words,
  {
    creditPercent,
    shopName,
    newFriendsOnly,
    ...facts
  }: { creditPercent: string; shopName: string; newFriendsOnly: boolean; thanks: Thanks[] },
): string {
  const ways = facts.thanks.map((one) =>
    one.of === "products" ? thanks.products : one.of === "cash" ? thanks.cash(one.friends) : asAmount[one.of],
  );
  const productsAlone = facts.thanks.length === 1 && facts.thanks[0].of === "products";
  return join.youText(creditPercent, shopName, newFriendsOnly, productsAlone ? null : ways);
}

/** Above the shelf: what there is to spend, where there is anything to spend. */
export const sayShelf = (all: Words, { shelf, ...standing }: Standing & { shelf: unknown[] }): string => {
  if (!shelf.length) return all.rewards.emptyShelf;
  return BigInt(standing.earned.minor) < 0n ? sayTheirs(all, standing) : all.rewards.shelfHelp(standing.earned.text);
};

export const sayVerdict = ({ verdicts }: Words, { outcome, became }: Pick<PageOrder, "outcome" | "became">): string =>
  leavesNothing(became) ? verdicts["nothing left"] : (at(verdicts, outcome) ?? verdicts.ignored);

/** Why it counts or not, and what became of it. */
export function sayOrder(
  { orderReasons, orderReasonUnknown, orderBecame }: Words,
  { reason, became }: Pick<PageOrder, "reason" | "became">,
): string {
  return [at(orderReasons, reason) ?? orderReasonUnknown, became && orderBecame[became]].filter(Boolean).join(" ");
}

/** What it brings, and until when it waits; null where it brings nothing. */
export function sayCredit({ rewards }: Words, { creditState, credit, waitsUntil, became }: PageOrder): string | null {
  if (became === "disputed") return rewards.waitingForBank(credit.text);
  if (creditState === "waiting") return rewards.waiting(credit.text, waitsUntil);
  return creditState === "yours" ? rewards.isYours(credit.text) : null;
}

export const sayCode = ({ codeStates, codeOld }: Words, { state, until }: Pick<PageCode, "state" | "until">): string =>
  until && state === "live" ? codeOld(until) : (at(codeStates, state) ?? codeStates.retired);

/** A product by its own title. */
export const nameReward = ({ taken }: Words, { kind, title }: Pick<PageReward, "kind" | "title">): string => at(taken.names, kind) ?? title;

export function sayReward(
  { taken }: Words,
  { kind, state, until, approved, codeEnd }: Pick<PageReward, "kind" | "state" | "until" | "approved" | "codeEnd">,
): string {
  if (state === "issued" && codeEnd !== null) return taken.inTheMail(codeEnd);
  if (state === "issued") return at(taken.issued, kind)?.(until) ?? taken.used;
  if (state === "requested") return (approved ? at(taken.approved, kind) : undefined) ?? at(taken.requested, kind) ?? taken.working;
  if (state === "used") return taken.used;
  if (state === "failed") return taken.failed;
  if (state === "ran out") return taken.ranOut;
  if (state === "order undone") return taken.undone;
  return state === "expired" ? taken.expired : taken.looking;
}

/** What the tier gives, and what the next one takes and brings. */
export function sayTier({ tiers }: Words, { tier, creditPercent, firstOrderOnly, next }: PageTier): string {
  const is = tiers.is[tier](creditPercent, firstOrderOnly);
  if (!next) return is;
  const { credit, firstChoice, cash } = next.gains;
  const gains = [
    ...(credit ? [tiers.gains.credit(credit, creditPercent)] : []),
    ...(firstChoice ? [tiers.gains.firstChoice] : []),
    ...(cash ? [tiers.gains.cash] : []),
  ];
  return [is, tiers.next[next.tier](next.more), gains.length ? tiers.brings(gains) : tiers.bringsThanks].join(" ");
}

/** An order by its name, a product by its title, an amount by what it is called here; null when it has been erased since. */
export const nameSource = ({ taken }: Words, { name, rewardKind }: Movement["source"]): string | null =>
  (rewardKind && at(taken.names, rewardKind)) ?? name;

export function sayMovement(words: Words, { reason, source }: Pick<Movement, "reason" | "source">): string {
  const { movementNames, movementReasons } = words;
  const name = movementNames[source.kind](nameSource(words, source));
  const sentence = at(movementReasons, reason)?.(name) ?? `${reason} (${name})`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** What moved, by name; what stayed as it was is not spoken of. */
export function sayMoved({ statement }: Words, { pending, earned, redeemed }: ShownBalance): string {
  const parts = [
    [pending, statement.waiting],
    [earned, statement.yours],
    [redeemed, statement.taken],
  ] as const;
  return parts
    .filter(([amount]) => amount.minor !== "0")
    .map(([amount, name]) => `${amount.minor.startsWith("-") ? "" : "+"}${amount.text} ${name}`)
    .join(", ");
}

/** Where a text can be sent without a script. */
export const sendingWays = ({ rewards: words }: Words, shopName: string, text: string): { label: string; url: string }[] => [
  { label: words.whatsapp, url: `https://wa.me/?text=${encodeURIComponent(text)}` },
  {
    label: words.mail,
    url: `mailto:?subject=${encodeURIComponent(words.mailSubject(shopName))}&body=${encodeURIComponent(text)}`,
  },
];
