/**
 * Writes the letters we send. The words and the look are an adapter's, in every language we have; which facts may be said,
 * and whether an owner's own words stand in place of ours, is the domain's.
 */
export const LETTER_KINDS = [
  "invitation",
  "reminder",
  "welcome",
  "first sale",
  "reward earned",
  "tier reached",
  "code replaced",
  "progress",
  "goodbye",
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** As it goes out. */
export type Letter = { subject: string; html: string; text: string };

/** What an owner may word for themselves; {name} and the like stand for what is known of the person. */
export type LetterWords = { subject: string; opening: string; body: string };

/** What all letters of a store share. */
export type LetterLook = {
  storeName: string;
  storeUrl: string;
  /** Where an answer goes. */
  replyTo: string;
  /** Commercial mail must name it. */
  postalAddress: string;
  /** "#1f5f4a" */
  colour: string;
};

/** What may be said in a letter. Amounts, days and months are texts already, in the letter's locale. */
export type LetterFacts = {
  /** null: Shopify shows us no name. */
  firstName: string | null;
  storeName: string;
  /** Why this person, true for certain: the month they have been with the store since, that they keep coming back, or that the owner chose them. */
  whyYou?: { since: string } | "comes back" | "chosen";
  /** What friends get and what they get, in basis points. */
  offerBp?: number;
  creditBp?: number;
  /** The last day the button works. */
  openUntil?: string;
  code?: string;
  oldCode?: string;
  amount?: string;
  /** What became of `amount`: until when it waits (null: not known yet), or that it is theirs. */
  standing?: { waitsUntil: string | null } | "yours";
  tier?: "friend" | "insider" | "icon";
  /** What the tier changes: the new credit in basis points, null where it stays; whether they choose first, and may have money. */
  gains?: { creditBp: number | null; firstChoice: boolean; cash: boolean };
  /** In the month that is told of. */
  month?: { name: string; visits: number; sales: number; earned: string | null };
  /** All that waits; null: nothing does. */
  pending?: { amount: string; until: string | null } | null;
  /** What is next, a product or an `amount` in one of these ways; lack null: they can have it now. */
  next?: ({ lack: string | null } & ({ title: string } | { ways: ("store credit" | "gift card" | "cash")[]; amount: string })) | null;
  /** Picks one idea of several, the same for everybody in a month. */
  ideaNumber?: number;
  /** Earned and not spent; null: nothing. */
  kept?: string | null;
};

/** One letter, worded: merge fields are filled in. */
export type LetterDraft = {
  kind: LetterKind;
  /** As `localeFor` says. */
  locale: string;
  look: LetterLook;
  facts: LetterFacts;
  words: LetterWords;
  buttonUrl: string;
  optOutUrl: string;
};

export type Letters = {
  /** The languages letters are written in: "en". */
  languages: readonly string[];
  /** The first of these languages that letters are written in, as the store's country writes it: "en-GB". English when none is. */
  localeFor(asked: readonly (string | null | undefined)[], shop: { locale: string; countryCode: string }): string;
  /** Our own words, with their merge fields. */
  words(kind: LetterKind, locale: string): LetterWords;
  /** What each merge field of this kind says. An empty text: nothing is known. */
  fields(kind: LetterKind, facts: LetterFacts, locale: string): Record<string, string>;
  write(draft: LetterDraft): Promise<Letter>;
};
