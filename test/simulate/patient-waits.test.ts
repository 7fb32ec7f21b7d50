/** The app's bounds on the real clock do not cut a simulated life short on a busy machine. */
import { expect, test } from "vitest";
import { waitPatiently } from "./patient-waits";

test("a wait of a second or more lasts a hundred times as long, a shorter one as it was, until they are given back", () => {
  const asked: number[] = [];
  const waits = {
    setTimeout: ((_work: () => void, ms: number) => asked.push(ms)) as unknown as typeof setTimeout,
    AbortSignal: {
      timeout: (ms: number) => {
        asked.push(ms);
        return new AbortController().signal;
      },
    },
  };
  const giveBack = waitPatiently(waits);
  for (const ms of [0, 999, 4_000, 2 ** 31 - 1]) waits.setTimeout(() => undefined, ms);
  waits.AbortSignal.timeout(10_000);
  expect(asked.splice(0)).toEqual([0, 999, 400_000, 2 ** 31 - 1, 1_000_000]);
  giveBack();
  waits.setTimeout(() => undefined, 4_000);
  waits.AbortSignal.timeout(10_000);
  expect(asked).toEqual([4_000, 10_000]);
});
