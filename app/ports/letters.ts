/** Writes the letters we send, from facts: the words and the look are an adapter's, what may be said is the domain's. */
export type Letter = { subject: string; html: string; text: string };

export type InvitationLetter = {
  storeName: string;
  /** Where an answer goes, and where the store says it can be reached. */
  storeEmail: string;
  /** Commercial mail must name it; empty when Shopify gives none. */
  storeAddress: string;
  storeUrl: string;
  /** null: Shopify shows us no name. */
  firstName: string | null;
  /** One kind sentence about why this person, true for certain. */
  whyYou: string;
  /** What a friend gets, in per cent: "15". */
  offerPercent: string;
  /** What the ambassador gets of a friend's order, in per cent: "10". */
  creditPercent: string;
  joinUrl: string;
  optOutUrl: string;
  /** The last day the button works, in words: "16 November 2026". */
  openUntil: string;
};

export type Letters = { invitation(facts: InvitationLetter): Promise<Letter> };
