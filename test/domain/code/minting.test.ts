/** How large a pool of single-use codes is kept, by how fast links were pressed lately. */
import { expect, test } from "vitest";
import { lookAtPoolAfterMs, POOL_LEAST, POOL_MOST, poolWanted } from "~/domain/code/minting";

test.each([
  [0, POOL_LEAST],
  [100, 300],
  [359, 1_077],
  [1_000_000, POOL_MOST],
])("%i presses in the last hour want %i codes ready", (pressed, wanted) => expect(poolWanted(pressed)).toBe(wanted));

test.each([
  ["nobody presses: the hourly round is enough", { ready: 300, pressedLastHour: 0 }, null],
  ["half of it lasts an hour: so it is", { ready: 1_077, pressedLastHour: 359 }, null],
  ["half of it is gone in half an hour", { ready: 50_000, pressedLastHour: 50_000 }, 1_800_000],
  ["never more often than every ten seconds", { ready: 100, pressedLastHour: 16_667 }, 10_800],
  ["nor when it is as good as empty", { ready: 1, pressedLastHour: 16_667 }, 10_000],
])("a pool is looked at again in time: %s", (_why, pool, ms) => {
  const after = lookAtPoolAfterMs(pool);
  if (ms === null) expect(after).toBeNull();
  else expect(Math.abs(after! - ms)).toBeLessThan(10);
});
