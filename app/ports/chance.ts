/** Where every random choice comes from, so that a test or a replay can fix it. */
export type Chance = {
  /** A version-4 UUID. */
  uuid(): string;
  /** URL-safe text of `bytes` random bytes: what cannot be guessed. */
  token(bytes: number): string;
};
