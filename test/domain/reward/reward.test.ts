import { expect, test } from "vitest";
import { systemChance } from "~/adapters/system-chance.server";
import { rewardCode, rewardEndsAt, tryAgainAt, undecidable } from "~/domain/reward/reward";

const at = (text: string) => new Date(text);

test("a reward's code can be read aloud and is never the same twice", () => {
  const codes = Array.from({ length: 2_000 }, () => rewardCode(systemChance));
  expect(codes.filter((code) => !/^GIFT-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
});
test("a reward's code holds for sixty days from the request, whenever it is made", () => {
  expect(rewardEndsAt(at("2026-11-02T09:00:00Z"))).toEqual(at("2027-01-01T09:00:00Z"));
});
test("81 · a clock that was put back since a reward was asked for costs it no attempt: it is tried again after a minute", () => {
  expect(tryAgainAt(at("2026-11-02T09:00:00Z"), at("2026-11-02T07:00:00Z"))).toEqual(at("2026-11-02T07:01:00Z"));
  expect(undecidable(at("2026-11-02T09:00:00Z"), at("2026-11-02T07:00:00Z"))).toBe(false);
});
test("attempts come ever less often, at least hourly, and end after three days", () => {
  const asked = at("2026-11-02T09:00:00Z");
  expect(tryAgainAt(asked, asked)).toEqual(at("2026-11-02T09:01:00Z"));
  expect(tryAgainAt(asked, at("2026-11-02T11:00:00Z"))).toEqual(at("2026-11-02T11:15:00Z"));
  expect(tryAgainAt(asked, at("2026-11-04T09:00:00Z"))).toEqual(at("2026-11-04T10:00:00Z"));
  expect([at("2026-11-05T08:59:59Z"), at("2026-11-05T09:00:00Z")].map((now) => undecidable(asked, now))).toEqual([false, true]);
});
