/** Something that waits for a worker and must not be done twice or half: how it comes about, and which jobs carry it. */
import type { JobName } from "~/ports/queue";
import type { Living } from "../simulate/live-event.ts";
import type { Press } from "./press.ts";

export type Situation = {
  name: string;
  /** Whose named points are died at. */
  jobs: JobName[];
  /** Leaves work in the queue and does none of it. */
  prepare(living: Living): Promise<void>;
  /** What a person presses then, in a process that may die of it. */
  presses?(living: Living): Promise<Press[]>;
  /**
   * A sentence for everything that it must have come to and has not, beside what holds after every death (kill-matrix.ts: Shopify's
   * books, every order its friend's ambassador's, nothing left in the queue).
   * @param since when it came about
   */
  came(living: Living, since: Date): Promise<string[]> | string[];
  /** What has to be put back before it can come about once more. */
  afterwards?(living: Living): Promise<void>;
};

/** What Shopify's books and the queue tell of every situation is all that there is to tell of this one. */
export const theBooksTellAll = (): string[] => [];

export const ask = ({ stage }: Living, name: JobName): Promise<void> =>
  stage.world.transaction(({ queue }) => queue.add(name as "credit.mature", { why: "asked for" }, { onceKey: "asked for" }));
