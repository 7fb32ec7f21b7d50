/** The one-use token of an invitation: 32 random bytes that only the mail knows. We keep its SHA-256 and look for that. */
import { createHash } from "node:crypto";

export const TOKEN_BYTES = 32;

/** Of any text, a token or not, so that every wrong token costs the same work as a right one. */
export const hashOfToken = (token: string): string => createHash("sha256").update(token.slice(0, 200), "utf8").digest("hex");
