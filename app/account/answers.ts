/**
 * What the extensions in customer accounts and on the thank-you page are told, as JSON. Both sides are held to these shapes by
 * the compiler. Sentences come finished, in the words the store's own pages have; an extension adds headings and labels only.
 */

/** One button: pressing it sends `requestKey`, which is good for exactly this. What is sent is not taken by it: it asks where to (WhereTo). */
export type ProductWay =
  { kind: "product code"; take: string; confirm: string; requestKey: string } | { kind: "product sent"; take: string; requestKey: string };

/** Where a product that is sent would go, in answer to its button; taken by `yes` alone, with the mark of this address. */
export type WhereTo = {
  question: string;
  /** null: the store has none of them. */
  place: { lines: string[]; right: string; yes: string; placeMark: string; requestKey: string } | null;
  /** In place of the address. */
  none: string;
  change: string;
  changed: string;
  again: { label: string; requestKey: string };
};

export type ShelfItem = {
  variantId: string;
  title: string;
  price: string;
  /** The same, as it is sent along with a press: what was said yes to. */
  priceMinor: string;
  imageUrl: string | null;
  /** What is missing, who chooses first. */
  note: string | null;
  /** None while it can't be had. */
  ways: ProductWay[];
  /** Asked about at this moment. */
  whereTo: WhereTo | null;
};

export type AmountWay = {
  kind: "store credit" | "gift card" | "cash";
  title: string;
  text: string;
  /** null while there is too little for it. */
  howMuch: string | null;
  button: string;
  /** In place of all that, while the least of it is more than what is theirs. */
  notYet: string | null;
  requestKey: string;
};

/** One field of a form: what stands in it is sent under its name. */
export type FormField = {
  name: string;
  label: string;
  value: string;
  help: string | null;
  /** What is wrong with it. */
  problem: string | null;
  maxLength: number;
};
export type ChoiceField = Pick<FormField, "name" | "label" | "value"> & { choices: { value: string; label: string }[] };

/** Whether a code may be had, and ideas; asked again while it is typed. */
export type CodeSaid = { free: boolean; sentence: string; ideas: string[] };

/** Each is a form of its own, sent with the intent it is named after. */
export type YoursView = {
  heading: string;
  ownPage: {
    title: string;
    words: FormField;
    /** Null while there is nothing they could choose from. */
    favourites: {
      name: string;
      label: string;
      help: string;
      problem: string | null;
      items: { productId: string; title: string; imageUrl: string | null; chosen: boolean }[];
    } | null;
    save: string;
    requestKey: string;
  };
  code: { title: string; text: string; field: FormField; answer: CodeSaid; button: string; requestKey: string };
  profile: {
    title: string;
    help: string;
    /** What comes of their own numbers. */
    told: string[];
    follow: string;
    rate: string;
    another: string;
    lines: { network: ChoiceField; texts: FormField[] }[];
    topics: FormField;
    region: FormField;
    save: string;
    requestKey: string;
  };
  /** Null while they take a break already. */
  pause: { title: string; text: string; button: string; requestKey: string } | null;
};

export type RewardsView = {
  greeting: string;
  standing: string;
  /** Their break, with the way back; null while they share. */
  paused: { text: string; button: string; requestKey: string } | null;
  /** What it means that the programme ended; null while it runs. */
  ended: string | null;
  /** A code or a reward is being made: worth another look soon. */
  making: boolean;
  next: { title: string; sentence: string; progressPercent: number; progressLabel: string; imageUrl: string | null } | null;
  share: {
    /** The one to share, old ones that serve for a while yet, and one that wasn't taken while there is no other. */
    codes: { code: string; live: boolean; toShare: boolean; sentence: string }[];
    /** Null while no code is live, and during a break. */
    link: { url: string; text: string; help: string; qrLabel: string; qrHelp: string } | null;
    /** Ways to send the first caption: no page of Shopify's may open a phone's own sharing. */
    ways: { label: string; url: string }[];
    captions: string[];
    captionsHelp: string;
    noCode: string;
  } | null;
  tier: string | null;
  orders: { orderName: string; placedOn: string; verdict: string; sentence: string; credit: string | null }[];
  noOrders: string;
  moreOrders: string | null;
  /** All that was taken, as an amount. */
  takenTotal: string;
  taken: { rewardId: string; title: string; price: string; code: string | null; link: string | null; sentence: string }[];
  shelf: { help: string; items: ShelfItem[] } | null;
  amounts: AmountWay[];
  /** Null when there is nothing they may change. */
  yours: YoursView | null;
  /** `language`: where a line is written in another one than the page. */
  smallPrint: { text: string; language?: string }[];
  /** Null when they have left already. */
  leave: { text: string; requestKey: string } | null;
};

/** What came of a press. */
export type Said = { outcome: string; tone: "good" | "problem"; sentence: string };

export type RewardsAnswer =
  { outcome: "page"; said: Said | null; view: RewardsView } | { outcome: "not an ambassador"; heading: string; text: string };

export type StatementView = {
  heading: string;
  span: string;
  days: { title: string; from: FormField; last: FormField; button: string };
  movementsHeading: string;
  /** The balances stand where the days begin and end. */
  lines: { key: string; head: string; sentence: string; moved: string | null }[];
  /** With the page before and after, where there are several. */
  pages: { text: string; before: { page: number; label: string } | null; after: { page: number; label: string } | null } | null;
  /** The same on the store's own page, where it can be saved. */
  download: { url: string; label: string };
  back: string;
};

export type StatementAnswer =
  | { outcome: "statement"; view: StatementView }
  | { outcome: "not an ambassador"; heading: string; text: string }
  /** The days asked for are none. */
  | { outcome: "no such days"; sentence: string };

/** While a code is typed. */
export type CodeAnswer = ({ outcome: "checked" } & CodeSaid) | { outcome: "nobody to choose" };

/** For the small blocks: on the thank-you page and at an order. */
export type StandingAnswer = (
  | {
      outcome: "ambassador";
      standing: string;
      share: { code: string; link: string; caption: string } | null;
      /** What this order was for them; null when there is nothing to say. */
      order: string | null;
      rewardsUrl: string;
    }
  | { outcome: "nobody"; order: string | null }
) & {
  /** Nothing is known of the order yet: worth asking once more in a moment. */
  askAgain: boolean;
};

/** 401: nobody is signed in, or Shopify didn't sign it. 429, 413, 503: as their sentence says. */
export type Refusal = { outcome: "not let in" | "too many" | "too large" | "broken" | "not so"; sentence: string };
