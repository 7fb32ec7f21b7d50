/** What the law asks of us about one person: an answer within 30 days, and proof of it. */
export const DUE_DAYS = 30;

export type PrivacyKind = "data request" | "erasure";
export type PrivacyState = "waiting" | "done";

/** What an erased ambassador is called wherever their name stood. */
export const ERASED_NAME = "A former ambassador";
export const erasedSlug = (ambassadorId: string): string => `former-${ambassadorId}`;

/** What Shopify asked, as the request's row keeps it until it is answered. */
export type Asked = { orderIds: string[]; email: string | null };
