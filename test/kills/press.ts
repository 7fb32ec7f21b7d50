/** What a person presses in a process that may die of it: they saw no answer, and press again. */
import { settleStray } from "~/domain/reward/settle-stray.server";
import type { World } from "~/ports/world";

export type Press = { what: "settle stray"; input: Parameters<typeof settleStray>[1] };

export const press = (world: World, { input }: Press): Promise<unknown> => settleStray(world, input);
