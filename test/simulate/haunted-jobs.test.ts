/** What the queue would try again and hide: a storm's own faults are told apart from what nobody did on purpose. */
import { afterEach, expect, test } from "vitest";
import { catalog } from "~/jobs/catalog.server";
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { hauntJobs } from "./haunted-jobs";
import { attemptAtHand, Killed, Storm } from "./storm";

const shopId = "seed-1-storm.myshopify.com";
const job = catalog["credit.mature"] as { run: (world: World, payload: object) => Promise<unknown> };
const before = job.run;
let undo = () => {};

/** A job that ends so, in fair weather, and what the storm then says of it. */
async function endsWith(end: () => Promise<unknown>): Promise<string[]> {
  const storm = new Storm(1);
  storm.blowing = false;
  job.run = end;
  undo = hauntJobs(storm, shopId, () => "about this");
  await expect(job.run({ shopId } as World, {})).rejects.toThrow();
  return storm.unexplained;
}

afterEach(() => {
  undo();
  job.run = before;
});

test("a deadlock is nobody's doing and is told with the job it befell", async () => {
  expect(await endsWith(() => Promise.reject(new Error("deadlock detected")))).toEqual([
    "credit.mature about this: Error: deadlock detected",
  ]);
});

test("a kill, a no of Shopify's, and what follows from a spoilt reply are the storm's", async () => {
  expect(await endsWith(() => Promise.reject(new Killed("before call", "it")))).toEqual([]);
  expect(await endsWith(() => Promise.reject(new ShopProblem("try later", "busy")))).toEqual([]);
  const spoilt = () => {
    attemptAtHand.getStore()!.spoilt = true;
    return Promise.reject(new Error("The mail server asks to try later"));
  };
  expect(await endsWith(spoilt)).toEqual([]);
});
