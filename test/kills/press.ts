/** What a person presses in a process that may die of it: they saw no answer, and press again. */
import { settleReward } from "~/domain/reward/settle-reward.server";
import { settleStray } from "~/domain/reward/settle-stray.server";
import type { World } from "~/ports/world";

export type Press =
  { what: "settle stray"; input: Parameters<typeof settleStray>[1] } | { what: "settle reward"; input: Parameters<typeof settleReward>[1] };

export const press = (world: World, { what, input }: Press): Promise<unknown> =>
  what === "settle stray" ? settleStray(world, input) : settleReward(world, input);
