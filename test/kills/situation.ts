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
  /** What has to be put back before it can come about once more. */
  afterwards?(living: Living): Promise<void>;
};

export const ask = ({ stage }: Living, name: JobName): Promise<void> =>
  stage.world.transaction(({ queue }) => queue.add(name as "credit.mature", { why: "asked for" }, { onceKey: "asked for" }));
