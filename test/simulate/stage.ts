/**
 * One shop on its stage: the emulator that plays its Shopify, the app's world for it, the clock both stand on, and how time
 * passes: what is due is delivered, the hourly rounds are made, and the jobs run until none is due.
 */
import { runDueJobs, type Ran } from "~/jobs/run-due-jobs.server";
import type { JobName } from "~/ports/queue";
import type { Mail } from "~/ports/mailer";
import type { World } from "~/ports/world";
import type { Emulator } from "../emulator/index.ts";
import { inStorm } from "./haunted-jobs.ts";
import { attemptAtHand, Killed, type Storm } from "./storm.ts";
import type { PostOffice } from "./post-office.ts";
import type { Sql } from "./open-database.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export type SimulationClock = { now(): Date; set(to: Date): Promise<void> };
export type SentMail = Mail & { at: Date };

/** What happens hourly by itself in every installed shop (jobs/schedule.server.ts), but for the nightly mining. */
const HOURLY: JobName[] = [
  "credit.mature",
  "minting.advance",
  "reward.resume",
  "reward.expire",
  "waiting.resume",
  "shop.reconcile",
  "letter.monthly",
];
/** On busy days the rounds are made once a day: most of what they do is look, and a life is lived in half the time. */
const ROUNDS_EVERY_MS = DAY_MS;
const STAYS_AWAKE = "UPDATE awake SET seen_at = $1 WHERE began_at = (SELECT max(began_at) FROM awake)";
/** Webhooks and jobs that beget each other without end are a defect. */
const MOST_ROUNDS = 50;
const MOST_PRESSES = 8;

export type StageParts = {
  seed: number;
  shopId: string;
  emulator: Emulator;
  world: World;
  clock: SimulationClock;
  post: PostOffice;
  /** null: a calm life. */
  storm: Storm | null;
  sql: Sql;
  mails: SentMail[];
};

export class Stage {
  readonly seed: number;
  readonly shopId: string;
  readonly emulator: Emulator;
  readonly world: World;
  readonly post: PostOffice;
  readonly storm: Storm | null;
  readonly sql: Sql;
  readonly mails: SentMail[];
  /** Jobs that failed in calm weather, where nothing should. */
  readonly failedInCalm: string[] = [];
  /** Whether a worker notes that it is awake; it does so all the time that passes. */
  notesAwake = false;
  /** Called after everything that was due has happened. */
  readonly afterwards: (() => Promise<void>)[] = [];
  readonly #clock: SimulationClock;
  #roundAt: number;

  constructor({ seed, shopId, emulator, world, clock, post, storm, sql, mails }: StageParts) {
    [this.seed, this.shopId, this.emulator, this.world, this.post] = [seed, shopId, emulator, world, post];
    [this.storm, this.sql, this.mails, this.#clock] = [storm, sql, mails, clock];
    this.#roundAt = clock.now().getTime();
  }

  now(): Date {
    return this.#clock.now();
  }

  /** Time passes at once, and then everything that fell due happens. */
  async pass(ms: number): Promise<void> {
    await this.tick(ms);
    if (this.now().getTime() - this.#roundAt >= ROUNDS_EVERY_MS) {
      this.#roundAt = this.now().getTime();
      await this.#makeRounds();
    }
    await this.settle();
  }

  /** Time passes and nobody does anything. */
  async tick(ms: number): Promise<void> {
    await this.#clock.set(new Date(this.now().getTime() + ms));
    if (this.notesAwake) await this.sql(STAYS_AWAKE, [this.now()]);
  }

  /**
   * Fair weather. Two hours: whatever failed went well, whatever order was missed was found. Wholly, more than a day: whatever was
   * late has come, too.
   */
  async comeToRest(how: "briefly" | "wholly"): Promise<void> {
    if (this.storm) this.storm.blowing = false;
    if (how === "wholly") {
      await this.pass(HOUR_MS);
      await this.pass(DAY_MS);
    }
    this.#roundAt = -Infinity;
    await this.pass(2 * HOUR_MS);
    if (this.storm) this.storm.blowing = true;
  }

  /** Delivers and works until nothing is due any more. */
  async settle(): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const delivered = await this.post.deliverDue();
      const ran = await runDueJobs();
      this.#noteFailures(ran);
      if (delivered || ran.length) continue;
      for (const look of this.afterwards) await look();
      return;
    }
    throw new Error("webhooks and jobs beget each other without end");
  }

  /**
   * A person presses a button of the app. When the answer does not come, or asks to try later, they press again: the same
   * press, so it must not count twice.
   */
  async press<T>(what: string, work: (world: World) => Promise<T>, again: (answer: T) => boolean = () => false): Promise<T> {
    const { storm, world } = this;
    if (!storm) return work(world);
    for (let presses = 1; ; presses++) {
      try {
        const attempt = storm.attempt("press", what);
        // Who presses twice at once is a kind of event of its own.
        const answer = await inStorm(storm, { ...attempt, twice: "no" }, work, world);
        if (presses === MOST_PRESSES || !again(answer)) return answer;
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
    }
  }

  /** The same work outside any storm: for looking. */
  look<T>(work: (world: World) => Promise<T>): Promise<T> {
    return attemptAtHand.exit(() => work(this.world));
  }

  async #makeRounds(): Promise<void> {
    const [shop] = await this.sql<{ state: string }>("SELECT state FROM shop WHERE shop_id = $1", [this.shopId]);
    if (shop?.state !== "installed") return;
    await this.world.transaction(async ({ queue }) => {
      for (const name of HOURLY) await queue.add(name as "credit.mature", { why: "hourly" }, { onceKey: "hourly" });
    });
  }

  #noteFailures(ran: Ran[]): void {
    if (this.storm) return;
    for (const { name, outcome, problem } of ran) if (outcome === "failed") this.failedInCalm.push(`${name}: ${problem}`);
  }
}
