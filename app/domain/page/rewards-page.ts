/** What an ambassador's page shows, as plain JSON, and the sentence of where they stand. */
import type { PageTier } from "./page-tier";
import type { OwnPage } from "./read-own-page.server";
import type { ShownMoney } from "./shown";

export type PageCode = {
  code: string;
  /** waiting | live | refused | retired */
  state: string;
  /** The day it stops, or stopped; null: it stays. */
  until: string | null;
  sentence: string;
};

/** The code to share: the one that stays, or while it is being made the one before. */
export const servingCode = (codes: PageCode[]): PageCode | undefined => {
  const live = codes.filter(({ state }) => state === "live");
  return live.find(({ until }) => until === null) ?? live[0];
};

export type PageOrder = {
  orderName: string;
  placedOn: string;
  /** "Counts" | "Under review" | "Doesn't count" */
  verdict: string;
  sentence: string;
  /** What it brings now; zero when it doesn't count. */
  credit: ShownMoney;
  /** waiting | yours | taken back | none */
  creditState: "waiting" | "yours" | "taken back" | "none";
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

export type PageAmount = { kind: "store credit" | "gift card" | "cash"; least: ShownMoney; affordable: boolean };

export type PageReward = {
  rewardId: string;
  title: string;
  price: ShownMoney;
  /** requested | issued | used | failed | needs review | ran out | expired */
  state: string;
  /** null until it may be used. */
  code: string | null;
  /** Puts the code in the cart and opens the product. */
  link: string | null;
  sentence: string;
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
  standing: string;
  pending: ShownMoney;
  earned: ShownMoney;
  redeemed: ShownMoney;
  /** The day by which all that waits now will be theirs. */
  pendingUntil: string | null;
  friends: number;
  offerPercent: string;
  creditPercent: string;
  returnWindowDays: number;
  tier: PageTier;
  codes: PageCode[];
  /** Path on the store's own domain. */
  linkPath: string;
  linkUrl: string;
  /** The cheapest product they cannot have yet, or the dearest they can; null when the shelf is empty. */
  next: (PageShelfItem & { progressPercent: number }) | null;
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
  /** Two lines to share, each saying that it is an ad. */
  captions: string[];
};

export type Standing = { friends: number; earned: ShownMoney; pending: ShownMoney; pendingUntil: string | null };

/** "2 friends bought; £8.40 is yours, £4.20 is waiting until 3 December." */
export function standingSentence({ friends, earned, pending, pendingUntil }: Standing): string {
  const who = friends === 0 ? "No friend has bought yet" : friends === 1 ? "1 friend bought" : `${friends} friends bought`;
  const owed = BigInt(earned.minor) < 0n;
  const parts = [owed ? `${earned.text} is owed after a return, and the next sales make it good` : `${earned.text} is yours`];
  if (BigInt(pending.minor) > 0n) parts.push(`${pending.text} is waiting${pendingUntil ? ` until ${pendingUntil}` : ""}`);
  return `${who}; ${parts.join(", ")}.`;
}

const ISSUED: Record<string, (until: string | null) => string> = {
  "product code": (until) =>
    `Put it in your cart with this code${until ? ` by ${until}` : ""}. It makes one piece free; the store may charge delivery.`,
  "product sent": () => "The store has it ready and sends it to your address. Delivery is on them.",
  "store credit": () => "It is on your account at the store. Sign in at the checkout and choose it there.",
  "gift card": () => "Type this code at the checkout. Keep it to yourself: whoever has it can spend it.",
  cash: () => "The store has paid it to you.",
};

const REQUESTED: Record<string, string> = {
  "product code": "We're making your code. It will stand here in a moment.",
  "product sent": "The store knows and will send it to the address it has of you. Delivery is on them.",
  "store credit": "It is on its way to your account at the store.",
  "gift card": "We're making your gift card. It will stand here in a moment.",
  cash: "The store knows and will look at it. They pay you and write to you if they need anything.",
};

const APPROVED: Record<string, string> = {
  "product sent": "The store said yes and is getting it ready.",
  cash: "The store said yes and will pay you with the next ones.",
};

/** @param until the day an old code stops; null: it stays */
export function codeSentence(state: string, until: string | null = null): string {
  if (until && state === "live") return `Your old code. Friends may use it until ${until}, and those orders count for you.`;
  if (state === "live") return "Your friends can use it now.";
  if (state === "waiting") return "It is being made, which takes a few minutes.";
  if (state === "refused") return "The store uses this one already. Please choose another.";
  return "It no longer counts for you.";
}

/** @param until the last day of its code */
export function rewardSentence({
  kind,
  state,
  until,
  approved,
}: {
  kind: string;
  state: string;
  until: string | null;
  approved: boolean;
}): string {
  if (state === "issued") return ISSUED[kind]?.(until) ?? "You have it. Enjoy it.";
  if (state === "used") return "You have it. Enjoy it.";
  if (state === "requested") return (approved ? APPROVED[kind] : undefined) ?? REQUESTED[kind] ?? "We're on it.";
  if (state === "failed") return "This didn't work, and what it cost is yours again. Choose anything else you like.";
  if (state === "ran out") return "Its code ran out. If nobody used it, what it cost is yours again in about two days.";
  if (state === "expired") return "Its code ran out unused, and what it cost is yours again. Choose anything you like.";
  return "The store is looking at this one and will write to you.";
}

/** Each begins with #ad, because that is where it can't be missed. */
export const captionsFor = ({ shopName, code, offerPercent }: { shopName: string; code: string; offerPercent: string }): string[] => [
  `#ad ${offerPercent} % off at ${shopName} with my code ${code}.`,
  `#ad I get products from ${shopName} when you buy with my code ${code}, and you get ${offerPercent} % off.`,
];
