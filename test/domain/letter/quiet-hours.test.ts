import { describe, expect, test } from "vitest";
import { nextWakingMoment, zonesOf } from "~/domain/letter/quiet-hours";

const nights = { quietFromHour: 21, quietUntilHour: 8 };
const at = (now: string, countryCode: string | null, province: string | null = null, quiet = nights) =>
  nextWakingMoment(new Date(now), { countryCode, province }, "Europe/London", quiet).toISOString().slice(0, 16);

describe("nobody is written to in their night", () => {
  test.each([
    ["a morning in London", "2026-11-02T09:10:00Z", "GB", null, "2026-11-02T09:10"],
    ["late in London", "2026-11-02T21:00:00Z", "GB", null, "2026-11-03T08:00"],
    ["before dawn in London", "2026-11-02T03:40:00Z", "GB", null, "2026-11-02T08:00"],
    ["noon in London is night in Sydney", "2026-11-02T12:00:00Z", "AU", "New South Wales", "2026-11-02T21:00"],
    ["half past in Delhi", "2026-11-02T01:00:00Z", "IN", null, "2026-11-02T02:30"],
    ["breakfast in London is night in California", "2026-11-02T09:00:00Z", "US", "California", "2026-11-02T16:00"],
    ["the day the clocks go back", "2026-10-25T00:30:00Z", "GB", null, "2026-10-25T08:00"],
    ["nothing known: the shop's night", "2026-11-02T22:00:00Z", null, null, "2026-11-03T08:00"],
  ])("%s", (_what, now, country, province, expected) => expect(at(now, country, province)).toBe(expected));

  test("where the province says nothing, it is day in all of the country's zones", () => {
    const moment = new Date(`${at("2026-11-02T09:00:00Z", "US")}:00Z`);
    for (const zone of zonesOf({ countryCode: "US", province: null }, "Europe/London")) {
      const hour = Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: zone }).format(moment));
      expect(hour, zone).toBeGreaterThanOrEqual(8);
      expect(hour, zone).toBeLessThan(21);
    }
  });

  test("the same hour twice is no quiet hours; a quiet noon is one, too", () => {
    expect(at("2026-11-02T03:00:00Z", "GB", null, { quietFromHour: 0, quietUntilHour: 0 })).toBe("2026-11-02T03:00");
    expect(at("2026-11-02T12:20:00Z", "GB", null, { quietFromHour: 12, quietUntilHour: 14 })).toBe("2026-11-02T14:00");
  });

  test("a country no zone is known of follows the shop", () =>
    expect(zonesOf({ countryCode: "XX", province: null }, "Asia/Tokyo")).toEqual(["Asia/Tokyo"]));
});
