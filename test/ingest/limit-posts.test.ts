/** Slowing down who posts by the hundred, and nobody else, at a bounded cost. */
import { expect, test } from "vitest";
import { addressOf, limitPosts } from "~/ingest/limit-posts.server";

const at = (second: number) => new Date(Date.UTC(2026, 10, 2, 9, 0, 0) + second * 1000);

test("as many as allowed are let in within a minute, then none until it is over", () => {
  const limit = limitPosts({ mostPerMinute: 3 });
  const outcomes = [1, 2, 3, 4].map((second) => limit("a", at(second)).outcome);
  expect(outcomes).toEqual(["let in", "let in", "let in", "too many"]);
  expect(limit("a", at(20))).toEqual({ outcome: "too many", retryAfterSeconds: 40 });
  expect(limit("b", at(20)).outcome).toBe("let in");
  expect(limit("a", at(60)).outcome).toBe("let in");
});

test("a flood of addresses is forgotten from its oldest on, not kept without end", () => {
  const limit = limitPosts({ mostPerMinute: 1, mostKeys: 100 });
  limit("first", at(0));
  for (let count = 0; count < 99; count++) limit(`other ${count}`, at(1));
  expect(limit("first", at(2)).outcome).toBe("too many");
  for (let count = 0; count < 10_000; count++) limit(`flood ${count}`, at(3));
  expect(limit("first", at(4)).outcome).toBe("let in");
});

test.each([
  ["203.0.113.7, 10.0.0.1", "203.0.113.7"],
  [" 2001:db8::1 ", "2001:db8::1"],
  [undefined, "unknown"],
  ["x".repeat(5_000), "x".repeat(64)],
])("the address of %s is %s", (header, address) => {
  const headers = new Headers(header === undefined ? {} : { "x-forwarded-for": header });
  expect(addressOf(new Request("http://app/", { headers }))).toBe(address);
});
