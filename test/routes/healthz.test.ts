import { expect, test } from "vitest";
import { loader } from "~/routes/healthz";
import { databaseProxy } from "../support/database-proxy";
import { testWorld } from "../support/world";

await testWorld();
const proxy = await databaseProxy();

test("healthy is 200; with the database away or silent it is 503 within three seconds", async () => {
  expect((await loader()).status).toBe(200);
  proxy.set("stalled");
  const started = performance.now();
  expect((await loader()).status).toBe(503);
  expect(performance.now() - started).toBeLessThan(3_000);
  proxy.set("down");
  expect((await loader()).status).toBe(503);
});
