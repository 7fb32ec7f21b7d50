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
  // What the one proxy saw is last; what stands before it came with the request.
  ["203.0.113.7", 1, "203.0.113.7"],
  ["198.51.100.1, 203.0.113.7", 1, "203.0.113.7"],
  ["made up, 198.51.100.1, 203.0.113.7", 1, "203.0.113.7"],
  // By Shopify's proxy: it saw the shopper, and the app's own saw Shopify.
  ["made up, 203.0.113.7, 23.227.38.1", 2, "203.0.113.7"],
  ["203.0.113.7, 23.227.38.1", 2, "203.0.113.7"],
  ["203.0.113.7, 23.227.38.1, 192.0.2.9", 3, "203.0.113.7"],
  // Nobody stands there who would have added anything.
  ["203.0.113.7", 2, "203.0.113.7"],
  ["203.0.113.7", 0, "unknown"],
  // A household has a whole /64.
  [" 2001:db8:1:2::1 ", 1, "2001:db8:1:2::/64"],
  ["2001:db8:1:2:aaaa::9", 1, "2001:db8:1:2::/64"],
  [undefined, 1, "unknown"],
  ["x".repeat(5_000), 1, "x".repeat(64)],
])("the address of %s past %s proxies is %s", (header, trustedHops, address) => {
  const headers = new Headers(header === undefined ? {} : { "x-forwarded-for": header });
  expect(addressOf(new Request("http://app/", { headers }), trustedHops)).toBe(address);
});
