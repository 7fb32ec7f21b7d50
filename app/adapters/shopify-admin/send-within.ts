/**
 * Calls that carry no key of ours are not sent later than this after they were asked for: the one call at a time that makes them
 * once (domain/reward/one-call.server.ts) believes a call ended two minutes after it was begun.
 */
export const SEND_WITHIN_MS = 30_000;

/**
 * An addition of codes is not sent later than this after it was asked for: with the time for its answer that is less than an intent is
 * held (domain/code/minting.ts), after which another run may add the same codes.
 */
export const SEND_CODES_WITHIN_MS = 15_000;

/** Somebody has pressed a button and looks at the screen: longer than this they would not believe that anything comes. */
export const ANSWER_WITHIN_MS = 4_000;
