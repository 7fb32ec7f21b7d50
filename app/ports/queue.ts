/**
 * What can be asked to happen later, and with what. Adding joins the transaction at hand: the effect and the next
 * step are committed together or not at all. Every handler is idempotent by its business key.
 */
import type { LetterKind } from "./letters";

/** Invitations have a table and a job of their own. */
export type WrittenKind = Exclude<LetterKind, "invitation">;

export type Jobs = {
  "receipt.process": { topic: string; webhookId: string };
  "import.advance": { importId: string };
  "catalogue.read": { why: string };
  "order.refresh": { orderId: string };
  "mining.mine": { why: string };
  "invitation.send": { invitationId: string };
  /** What happened calls for a letter: one a kind and cause. `about`: what it needs that is not in the books later. */
  "letter.write": { kind: WrittenKind; cause: string; buyerId: string; about?: Record<string, string> };
  "letter.send": { letterId: string };
  "letter.monthly": { why: string };
  /** `whole`: with all its terms, whatever somebody made of them in Shopify. */
  "discount.publish": { discountId: string; whole?: true };
  "discount.end": { discountId: string };
  "minting.advance": { why: string };
  "code.remove": { codeId: string; notThere?: true };
  "code.resume": { why: string };
  "leak.watch": { why: string };
  "credit.mature": { why: string };
  "tier.raise": { ambassadorId: string };
  "tiers.raise": { why: string };
  "reward.issue": { rewardId: string };
  /** An owner said that it goes back. */
  "reward.withdraw": { rewardId: string };
  "reward.resume": { why: string };
  "reward.expire": { why: string };
  /** The shelf's rules have changed. */
  "shelf.restock": { why: string };
  "waiting.resume": { why: string };
  /** `deletedKnown`: the owner says that they deleted the orders that the last one missed. */
  "shop.reconcile": { why: string; deletedKnown?: true };
  "pixel.settle": { why: string };
  "marks.refresh": { why: string };
  "proof.reckon": { why: string };
  "shop.erase": { askedAt: string };
  "privacy.answer": { requestId: string };
  "privacy.resume": { why: string };
  "receipt.empty": { why: string };
};
export type JobName = keyof Jobs;

export type Queue = {
  /**
   * @param at not before this time; at once when left out
   * @param onceKey while a job of this name and key is waiting, another is not added
   */
  add<N extends JobName>(name: N, payload: Jobs[N], options?: { at?: Date; onceKey?: string }): Promise<void>;
  /** The same for many at once, in one statement. `onceKey` is asked for each payload. */
  addMany<N extends JobName>(name: N, payloads: Jobs[N][], options?: { at?: Date; onceKey?: (payload: Jobs[N]) => string }): Promise<void>;
  /** Of these, only what is in no job any more: none with this very payload waits, is at work or will be tried again. Returns how many. */
  addLost<N extends JobName>(name: N, payloads: Jobs[N][], options: { onceKey: (payload: Jobs[N]) => string }): Promise<number>;
};

/** What should have been done so long ago and is in no job has lost it. */
export const LOST_AFTER_MS = 15 * 60_000;

/**
 * How often each job is tried, with doubling pauses of up to an hour, before it rests as failed: what money or law
 * depends on is tried for more than a day.
 */
export const attempts: Record<JobName, number> = {
  "receipt.process": 40,
  "import.advance": 40,
  // The next day asks again.
  "catalogue.read": 4,
  "order.refresh": 40,
  "mining.mine": 4,
  "invitation.send": 40,
  "letter.write": 40,
  "letter.send": 40,
  "letter.monthly": 4,
  "discount.publish": 40,
  "discount.end": 40,
  "minting.advance": 40,
  "code.remove": 40,
  "code.resume": 4,
  "leak.watch": 4,
  "credit.mature": 40,
  "tier.raise": 40,
  // The next night asks again.
  "tiers.raise": 4,
  "reward.issue": 40,
  "reward.withdraw": 40,
  // The next hour asks again.
  "reward.resume": 4,
  "reward.expire": 4,
  "shelf.restock": 40,
  "waiting.resume": 4,
  "shop.reconcile": 4,
  "pixel.settle": 40,
  "marks.refresh": 4,
  "proof.reckon": 4,
  "shop.erase": 40,
  "privacy.answer": 40,
  // The next night asks again.
  "privacy.resume": 4,
  "receipt.empty": 4,
};
