/**
 * Minting: bringing codes to Shopify. Shopify adds at most 250 codes a call, asynchronously, one run at a time per shop;
 * a code may be handed out only when its run has ended and names it without an error.
 */
export type MintingState = "intended" | "running" | "done" | "failed";
export type CodeKind = "share" | "click";

export const MOST_PER_MINTING = 250;
/** The pool of single-use codes holds at least this many ready ones, and at most as many as a very busy programme needs … */
export const POOL_LEAST = 300;
export const POOL_MOST = 50_000;
/** … in between as many as links were pressed in the last hour, three times over: a crowd that doubles within the hour is served. */
export const poolWanted = (pressedLastHour: number): number => Math.min(POOL_MOST, Math.max(POOL_LEAST, 3 * pressedLastHour));
/** It is filled once so many are missing that a run is worth it … */
export const POOL_WORTH_FILLING = 50;
/** … and a click that leaves fewer than this asks for more at once. */
export const POOL_LOW = 100;
/** So many clicks of the last hour are looked at to know the speed. */
export const MOST_PRESSES_COUNTED = Math.ceil(POOL_MOST / 3);

/**
 * When to look at a pool again that is full enough now: when half of it would be gone at the last hour's speed. null: that is more than
 * an hour away, and the hourly round looks anyway.
 */
export function lookAtPoolAfterMs({ ready, pressedLastHour }: { ready: number; pressedLastHour: number }): number | null {
  if (pressedLastHour === 0) return null;
  const halfGoneMs = (ready / 2 / pressedLastHour) * 3_600_000;
  return halfGoneMs >= 3_600_000 ? null : Math.max(10_000, Math.round(halfGoneMs));
}
/** 40 random bits in eight characters: short enough to read out, too many to try. */
export const CLICK_CODE_CHARACTERS = 8;

/** How soon a run that is on is looked at again. */
export const LOOK_AGAIN_MS = 1_500;
/** An intent younger than this may still be in the hands of the run that wrote it: longer than any call may take. */
export const INTENT_HELD_MS = 30_000;
/** A run of 250 codes takes seconds: one that has not ended after this long never will. */
export const LONGEST_RUN_MS = 3_600_000;

/** Which share codes ought to work and have waited for Shopify for longer than any run takes: somebody should look. */
export function waitsLong(now: Date) {
  const before = new Date(now.getTime() - LONGEST_RUN_MS);
  return {
    ...{ state: "waiting", retiresAt: null, ambassador: { state: "active" } },
    OR: [{ waitsSince: { lt: before } }, { waitsSince: null, createdAt: { lt: before } }],
  };
}

/** The job's key: one waiting at a time. */
export const MINTING_ONCE = "minting";

/** After many refusals the hourly round asks once, wherever in its hour the last one was. */
const LONGEST_PAUSE_MS = 50 * 60_000;

/** How long nothing is added to a discount after so many refusals in a row. */
export const pauseAfterRefusals = (inARow: number): number => Math.min(15_000 * 2 ** Math.min(inARow - 1, 20), LONGEST_PAUSE_MS);

/** One bulk addition with the codes it carries. */
export type OpenMinting = {
  mintingId: string;
  programId: string;
  discountId: string;
  /** Of the discount, in Shopify. */
  shopifyDiscountId: string;
  kind: CodeKind;
  state: MintingState;
  /** Of the addition, in Shopify, once it has told us. */
  additionId: string | null;
  codes: string[];
  problem: string | null;
  createdAt: Date;
};

/** SQL that joins the live discount of a kind to a row of a live programme, by that row's alias. */
export const liveDiscounts = (kind: CodeKind, of: "one" | "s"): string => `
  JOIN program p ON p.shop_id = ${of}.shop_id AND p.program_id = ${of}.program_id AND p.state = 'live'
  JOIN discount d ON d.shop_id = p.shop_id AND d.program_id = p.program_id AND d.kind = '${kind}' AND d.state = 'live' AND d.shopify_id IS NOT NULL`;
