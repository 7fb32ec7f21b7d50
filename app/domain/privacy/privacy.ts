/** What the law asks of us about one person: an answer within 30 days, and proof of it. */
export const DUE_DAYS = 30;

export type PrivacyKind = "data request" | "erasure";
export type PrivacyState = "waiting" | "done";

/** What an erased ambassador is called wherever their name stood. */
export const ERASED_NAME = "A former ambassador";
export const erasedSlug = (ambassadorId: string): string => `former-${ambassadorId}`;

/** What Shopify asked, as the request's row keeps it until it is answered. */
export type Asked = { orderIds: string[]; email: string | null };

/** One person as we hold them: every customer they are, every address they had (in lower case), and the orders Shopify named as theirs. */
export type Person = { buyerIds: string[]; addresses: string[]; orderIds: string[] };

/** How many rows were cleared of each kind: the proof. */
export type Erased = { buyers: number; ambassadors: number; orders: number; receipts: number };

/** Webhooks that ask for a person's or a shop's data or erasure: heard of any shop, and left as they are until they are worked on. */
export const PRIVACY_TOPICS = ["customers/data_request", "customers/redact", "shop/redact"];
