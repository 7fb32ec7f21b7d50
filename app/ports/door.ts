/**
 * What stands outside a shop's own rows: its sessions, which are looked up before any shop is known, and the one
 * function that erases a shop. Both act on the world's shop only.
 */
export type Door = {
  /** Throws away every session and token of the shop. Returns how many there were. */
  forgetSessions(): Promise<number>;
  /** Erases everything of the shop and leaves a proof without a name. Returns how many rows went. */
  eraseShop(at: Date): Promise<bigint>;
};
