/** What an ambassador's page shows, as plain JSON; the sentences are made where their language is known. */
import type { AmountKind } from "../reward/next-reward";
import type { Became, CreditState } from "../order/became";
import type { PageConditions } from "./page-conditions";
import type { PageTier } from "./page-tier";
import type { OwnPage } from "./read-own-page.server";
import type { ShownMoney } from "./shown";

export type PageCode = {
  code: string;
  /** waiting | live | refused | retired */
  state: string;
  /** The day it stops, or stopped; null: it stays. */
  until: string | null;
};

/** The code to share: the one that stays, or while it is being made the one before. */
export const servingCode = (codes: PageCode[]): PageCode | undefined => {
  const live = codes.filter(({ state }) => state === "live");
  return live.find(({ until }) => until === null) ?? live[0];
};

/** Theirs to share, now or once it is made: not an old one that serves for a while yet, nor one that the store's checkout didn't take. */
export const isToShare = ({ state, until }: PageCode): boolean => until === null && (state === "live" || state === "waiting");

/** Those that are shown: one that wasn't taken only while none stands in its place, or friends would be told a code that isn't theirs. */
export const shownCodes = (codes: PageCode[]): PageCode[] => {
  const another = codes.some(isToShare);
  return codes.filter(({ state }) => state !== "retired" && !(another && state === "refused"));
};

export type PageOrder = {
  orderName: string;
  placedOn: string;
  /** attributed | under review | ignored */
  outcome: string;
  /** Why: how their own claim stood, "taken-off" where their code or link is there no more, or a reason of a later version. */
  reason: string;
  /** What happened to one that counts. */
  became: Became | null;
  /** What it brings now; zero when it doesn't count. */
  credit: ShownMoney;
  creditState: CreditState;
  /** Until when it waits; null when it doesn't, or when the date isn't known yet. */
  waitsUntil: string | null;
};

export type PageShelfItem = {
  variantId: string;
  title: string;
  variantTitle: string | null;
  imageUrl: string | null;
  handle: string;
  price: ShownMoney;
  affordable: boolean;
  /** New, and until this day for icons only; null: theirs to choose. */
  iconsUntil: string | null;
  /** New, and as an icon they may choose before others. */
  firstChoice: boolean;
  /** What is missing; zero when affordable. */
  lack: ShownMoney;
};

export type PageAmount = { kind: AmountKind; least: ShownMoney; affordable: boolean };

/** What they could have next; `progressPercent`: how much of it is theirs already. */
export type PageNext = { progressPercent: number } & (
  | ({ of: "product" } & PageShelfItem)
  /** No product is to be had: an amount is, in each of these ways. */
  | { of: "amount"; kinds: AmountKind[]; affordable: boolean; lack: ShownMoney }
);

export type PageReward = {
  rewardId: string;
  kind: string;
  title: string;
  price: ShownMoney;
  /** requested | issued | used | failed | needs review | order undone | ran out | expired */
  state: string;
  /** null until it may be used, and where only its end is known. */
  code: string | null;
  /** The end of a code that only the store's mail tells whole. */
  codeEnd: string | null;
  /** Puts the code in the cart and opens the product. */
  link: string | null;
  /** The last day of its code. */
  until: string | null;
  /** The owner said yes, where that is needed. */
  approved: boolean;
};

export type RewardsPage = {
  outcome: "page";
  ambassadorId: string;
  programId: string;
  name: string;
  shopName: string;
  /** Of every amount here. */
  currency: string;
  /** active | left | ended: the programme ended, and what is theirs can still be taken */
  state: string;
  /** The day since when they take a break; null while they share. */
  pausedSince: string | null;
  /** What they chose and told; null for one who has left. */
  own: OwnPage | null;
  pending: ShownMoney;
  earned: ShownMoney;
  redeemed: ShownMoney;
  /** The day by which all that waits now will be theirs. */
  pendingUntil: string | null;
  friends: number;
  offerPercent: string;
  creditPercent: string;
  returnWindowDays: number;
  conditions: PageConditions;
  tier: PageTier;
  codes: PageCode[];
  /** Path on the store's own domain. */
  linkPath: string;
  linkUrl: string;
  /** null when there is nothing they could have. */
  next: PageNext | null;
  shelf: PageShelfItem[];
  /** How a product may be had. */
  productWays: ("product code" | "product sent")[];
  /** Amounts that may be had instead. */
  amounts: PageAmount[];
  orders: PageOrder[];
  /** How many orders there are in all; `orders` holds the latest. */
  ordersTotal: number;
  rewards: PageReward[];
  /** What they acknowledged when they joined, word for word; null when nobody keeps that version any more. */
  disclosure: string | null;
  /** In which language: the one they joined in. */
  disclosureLanguage: string;
};

/** A code or a reward is being made: worth another look soon. What waits for the owner is not: their yes, and money paid by hand, take days. */
export const isMaking = ({
  codes,
  rewards,
}: {
  codes: Pick<PageCode, "state">[];
  rewards: Pick<PageReward, "kind" | "state" | "approved">[];
}): boolean =>
  codes.some(({ state }) => state === "waiting") || rewards.some((reward) => reward.state === "requested" && !waitsForOwner(reward));

const waitsForOwner = ({ kind, approved }: Pick<PageReward, "kind" | "approved">): boolean =>
  kind === "cash" || (kind === "product sent" && !approved);

export const mayTake = ({ affordable, iconsUntil }: PageShelfItem): boolean => affordable && iconsUntil === null;

/** What can be had stands first. */
export const shelfInOrder = ({ shelf }: Pick<RewardsPage, "shelf">): PageShelfItem[] => [
  ...shelf.filter(mayTake),
  ...shelf.filter((one) => !mayTake(one)),
];

export const titleOf = ({ title, variantTitle }: PageShelfItem): string => (variantTitle ? `${title}, ${variantTitle}` : title);

export type Standing = Pick<RewardsPage, "friends" | "earned" | "pending" | "pendingUntil">;
