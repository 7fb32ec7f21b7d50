/**
 * Turns a text (an e-mail address) into one that can be compared and not be turned back without the app's key, so that
 * "do not write to me" can outlive the address itself.
 */
export type Fingerprint = {
  /** With the key in use: what is stored. */
  of(text: string): string;
  /** With every key still known, the one in use first: what is looked for. */
  all(text: string): string[];
};
