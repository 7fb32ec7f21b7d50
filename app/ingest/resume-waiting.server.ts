/**
 * What waits for a job that nobody will do any more is asked for again: jobs that fall due while a shop has left are dropped, and one
 * that has used up its attempts rests. Hourly, and when a shop comes back. What has its job already is left to that one.
 */
import { resumeDiscounts } from "~/domain/code/resume-discounts.server";
import { resumeLetters } from "~/domain/delivery/resume-letters.server";
import { resumeInvitations } from "~/domain/invitation/resume-invitations.server";
import type { World } from "~/ports/world";
import { resumeLostImports } from "./history/resume-lost-imports.server";

export type Resumed = { imports: number; discounts: number; invitations: number; reminders: number; letters: number };

/** A job. Returns how many of each were asked for again. */
export async function resumeWaiting(world: World, _input: { why: string }): Promise<Resumed> {
  return {
    ...(await resumeLostImports(world)),
    ...(await resumeDiscounts(world)),
    ...(await resumeInvitations(world)),
    ...(await resumeLetters(world)),
  };
}
