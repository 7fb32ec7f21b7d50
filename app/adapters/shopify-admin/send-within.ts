/**
 * Calls that carry no key of ours are not sent later than this after they were asked for: the one call at a time that makes them
 * once (domain/reward/one-call.server.ts) believes a call ended two minutes after it was begun.
 */
export const SEND_WITHIN_MS = 30_000;
