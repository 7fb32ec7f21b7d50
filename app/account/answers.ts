/**
 * What the extensions in customer accounts and on the thank-you page are told, as JSON. Both sides are held to these shapes by
 * the compiler. Sentences come finished, in the words the store's own pages have; an extension adds headings and labels only.
 */

/** One button: pressing it sends `requestKey`, which is good for exactly this. */
export type ProductWay = { kind: "product code" | "product sent"; take: string; confirm: string; requestKey: string };

export type ShelfItem = {
  variantId: string;
  title: string;
  price: string;
  imageUrl: string | null;
  /** What is missing, who chooses first. */
  note: string | null;
  /** None while it can't be had. */
  ways: ProductWay[];
};

export type AmountWay = {
  kind: "store credit" | "gift card" | "cash";
  title: string;
  text: string;
  howMuch: string;
  button: string;
  /** In place of all that, while the least of it is more than what is theirs. */
  notYet: string | null;
  requestKey: string;
};

export type RewardsView = {
  greeting: string;
  standing: string;
  /** What it means that the programme ended; null while it runs. */
  ended: string | null;
  /** A code or a reward is being made: worth another look soon. */
  making: boolean;
  next: { title: string; sentence: string; progressPercent: number; progressLabel: string; imageUrl: string | null } | null;
  share: {
    codes: { code: string; live: boolean; sentence: string }[];
    /** Null while no code is live. */
    link: { url: string; text: string; help: string; qrLabel: string } | null;
    captions: string[];
    noCode: string;
  } | null;
  tier: string | null;
  orders: { orderName: string; placedOn: string; verdict: string; sentence: string; credit: string | null }[];
  noOrders: string;
  moreOrders: string | null;
  taken: { rewardId: string; title: string; price: string; code: string | null; link: string | null; sentence: string }[];
  shelf: { help: string; items: ShelfItem[] } | null;
  amounts: AmountWay[];
  statementUrl: string;
  smallPrint: string[];
  /** Null when they have left already. */
  leave: { text: string; requestKey: string } | null;
};

/** What came of a press. */
export type Said = { outcome: string; tone: "good" | "problem"; sentence: string };

export type RewardsAnswer =
  { outcome: "page"; said: Said | null; view: RewardsView } | { outcome: "not an ambassador"; heading: string; text: string };

/** For the small blocks: on the thank-you page and at an order. */
export type StandingAnswer =
  | {
      outcome: "ambassador";
      standing: string;
      share: { code: string; link: string; caption: string } | null;
      /** What this order was for them; null when there is nothing to say. */
      order: string | null;
      rewardsUrl: string;
    }
  | { outcome: "nobody"; order: string | null };

/** 401: nobody is signed in, or Shopify didn't sign it. 429, 413, 503: as their sentence says. */
export type Refusal = { outcome: "not let in" | "too many" | "too large" | "broken" | "not so"; sentence: string };
