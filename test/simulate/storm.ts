/**
 * What goes wrong in a stormy life, by seed and apart from the life's own stream: each webhook and each attempt at a job has
 * its own draws, so what befalls one does not hang on what befell another. A calm life has no storm at all.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { seededBy, type SeededRandom } from "../emulator/stores/seeded-random.ts";

export const KILL_POINTS = ["before call", "after call", "before record", "before commit"] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

export type FaultCounts = {
  duplicated: number;
  shuffled: number;
  delayed: number;
  dropped: number;
  killed: number;
  jobsTwice: number;
  throttled: number;
  replyLost: number;
  unavailable: number;
  mailUnsure: number;
};

export const noCounts = (): FaultCounts => ({
  duplicated: 0,
  shuffled: 0,
  delayed: 0,
  dropped: 0,
  killed: 0,
  jobsTwice: 0,
  throttled: 0,
  replyLost: 0,
  unavailable: 0,
  mailUnsure: 0,
});

/** A process that died at a named point: whatever transaction was open is rolled back, nobody hears an answer. */
export class Killed extends Error {
  constructor(point: KillPoint, what: string) {
    super(`killed ${point}: ${what}`);
    this.name = "Killed";
  }
}

/** One attempt at a job, or one press of a button. */
export type Attempt = {
  what: string;
  /** Passing such a point for the n-th time (from 1) kills it; null: it lives. */
  kill: { point: KillPoint; nth: number } | null;
  passed: number;
  twice: "no" | "afterwards" | "at once";
  /** For the replies it gets. */
  chance: SeededRandom;
  /** So many replies may still go wrong: Shopify is never broken for good. */
  brokenReplies: number;
  /** A reply to it went wrong: then it may fail for that. */
  spoilt?: true;
};

/** Which attempt the work at hand belongs to, so that the wires know whose reply they spoil. */
export const attemptAtHand = new AsyncLocalStorage<Attempt>();

const SHARE = { dropped: 0.05, delayed: 0.2, alone: 0.4, killed: 0.2, twiceAfterwards: 0.08, twiceAtOnce: 0.08 };
const MOST_COPIES = 5;
const DAY_MS = 86_400_000;
const MOST_KILLS = 2;
const MOST_BROKEN_REPLIES = 2;

export class Storm {
  readonly counts = noCounts();
  /** Jobs that failed by what no storm does: a deadlock, a lost connection, a mistake. Trying again hides it from everybody else. */
  readonly unexplained: string[] = [];
  /** False while the weather holds its breath: nothing new goes wrong, so that what went wrong can be made good. */
  blowing = true;
  readonly #seed: string;
  readonly #attempts = new Map<string, number>();
  readonly #kills = new Map<string, number>();
  readonly #order: SeededRandom;

  /** @param nth the same life may be lived in several storms */
  constructor(seed: number, nth = 1) {
    this.#seed = nth === 1 ? String(seed) : `${seed}, storm ${nth}`;
    this.#order = seededBy("storm", this.#seed, "order");
  }

  /** What becomes of the n-th webhook of the life. */
  webhook(n: number): { dropped: boolean; delaysMs: number[] } {
    const chance = seededBy("storm", this.#seed, "webhook", String(n));
    const dropped = chance.happens(SHARE.dropped);
    const copies = chance.happens(SHARE.alone) ? 1 : chance.whole(1, MOST_COPIES);
    const delaysMs = Array.from({ length: copies }, () => (chance.happens(SHARE.delayed) ? chance.whole(1, DAY_MS) : 0));
    if (dropped) {
      this.counts.dropped++;
      return { dropped, delaysMs: [] };
    }
    this.counts.duplicated += copies - 1;
    this.counts.delayed += delaysMs.filter((ms) => ms > 0).length;
    return { dropped, delaysMs };
  }

  shuffle<T>(rows: T[]): T[] {
    if (rows.length < 2) return rows;
    this.counts.shuffled += rows.length;
    const left = [...rows];
    return rows.map(() => left.splice(this.#order.whole(0, left.length - 1), 1)[0]);
  }

  /** @param subject what it is about, the same at every attempt */
  attempt(name: string, subject: string): Attempt {
    const what = `${name} ${subject}`.trim();
    const count = (this.#attempts.get(what) ?? 0) + 1;
    this.#attempts.set(what, count);
    const chance = seededBy("storm", this.#seed, "attempt", what, String(count));
    const kills = this.#kills.get(what) ?? 0;
    const killed = chance.happens(SHARE.killed);
    const kill = { point: chance.pick(KILL_POINTS), nth: chance.whole(1, 2) };
    const dice = chance.unit();
    const twice = dice < SHARE.twiceAfterwards ? "afterwards" : dice < SHARE.twiceAfterwards + SHARE.twiceAtOnce ? "at once" : "no";
    if (!this.blowing) return { what, kill: null, passed: 0, twice: "no", chance, brokenReplies: 0 };
    if (twice !== "no") this.counts.jobsTwice++;
    return { what, kill: killed && kills < MOST_KILLS ? kill : null, passed: 0, twice, chance, brokenReplies: MOST_BROKEN_REPLIES };
  }

  /** @throws Killed when this attempt dies here */
  pass(attempt: Attempt, point: KillPoint): void {
    if (attempt.kill?.point !== point || ++attempt.passed < attempt.kill.nth) return;
    attempt.kill = null;
    this.#kills.set(attempt.what, (this.#kills.get(attempt.what) ?? 0) + 1);
    this.counts.killed++;
    throw new Killed(point, attempt.what);
  }
}
