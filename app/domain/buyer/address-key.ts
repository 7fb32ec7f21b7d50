/** One form for all ways to write one e-mail address, so that an opt-out is found again. Nothing is guessed: a dot or a tag is part of it. */
export const addressKey = (email: string): string => email.normalize("NFKC").trim().toLowerCase();
