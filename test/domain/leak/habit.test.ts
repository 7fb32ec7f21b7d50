import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sharedTail, habitOf, ownRate, tailOf, usualMost } from "~/domain/leak/habit";
import { isCouponSite } from "~/domain/leak/coupon-site";
import { siteOf } from "~/domain/order/site";
import { boundFor, suspect, type Look } from "~/domain/leak/suspect";

describe("tails", () => {
  test.each([
    // scipy.stats.nbinom.sf(least − 1, size, size / (size + mean)), and the closed forms below.
    [1, 2, 0.5, 1 - 0.25],
    [2, 2, 0.5, 1 - 0.25 - 0.25],
    [3, 1, 1, 0.125],
    [10, 1, 1, 2 ** -10],
  ])("P(X ≥ %i) of mean %f and dispersion %f is %f", (least, mean, dispersion, tail) => {
    expect(tailOf(least, mean, dispersion)).toBeCloseTo(tail, 10);
  });
  test("without dispersion it is Poisson's", () => {
    expect(tailOf(3, 1, 0)).toBeCloseTo(1 - Math.exp(-1) * 2.5, 6);
  });
  test("more uses are never likelier, more variation never makes a high count less likely", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0.001, max: 50, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (least, mean, dispersion) => {
          const tail = tailOf(least, mean, dispersion);
          expect(tail).toBeGreaterThanOrEqual(0);
          expect(tailOf(least + 1, mean, dispersion)).toBeLessThanOrEqual(tail * (1 + 1e-9));
          const most = usualMost(mean, dispersion, 1e-8);
          expect(tailOf(most, mean, dispersion)).toBeGreaterThanOrEqual(1e-8);
          expect(tailOf(most + 1, mean, dispersion)).toBeLessThan(1e-8);
        },
      ),
      { numRuns: 200 },
    );
  });
  test("of friends who are all alike it is the binomial's: four of four at one in fifty", () => {
    expect(sharedTail(4, 4, 0.02, 1e9)).toBeCloseTo(1.6e-7, 12);
    expect(sharedTail(0, 4, 0.02, 1e9)).toBe(1);
  });
  test("the less alike friends are, the less four of four say", () => {
    // The closed form: product of (share × alike + i) / (alike + i).
    expect(sharedTail(4, 4, 0.02, 50)).toBeCloseTo((1 / 50) * (2 / 51) * (3 / 52) * (4 / 53), 12);
    expect(sharedTail(4, 4, 0.02, 10)).toBeGreaterThan(sharedTail(4, 4, 0.02, 50));
  });
});

describe("a habit", () => {
  const sites = { known: 0, fromCouponSites: 0 };
  const none = { codes: 0, codeHours: 0, uses: 0, clicks: 0, squares: { hour: 0, day: 0, week: 0 }, ...sites };
  test("before anything was seen it is what is believed, and a code's own counts for more the longer it is known", () => {
    const habit = habitOf(none);
    expect(habit.usesAnHour * 24).toBeCloseTo(0.05, 10);
    expect(ownRate({ uses: 0, hours: 0 }, habit)).toBeCloseTo(habit.usesAnHour, 12);
    expect(ownRate({ uses: 480, hours: 24 * 24 }, habit) * 24).toBeGreaterThan(12);
  });
  test("bursts make high counts usual", () => {
    const even = habitOf({
      codes: 10,
      codeHours: 10 * 56 * 24,
      uses: 560,
      clicks: 0,
      squares: { hour: 560, day: 1_100, week: 5_000 },
      ...sites,
    });
    const bursts = habitOf({
      codes: 10,
      codeHours: 10 * 56 * 24,
      uses: 560,
      clicks: 0,
      squares: { hour: 3_000, day: 20_000, week: 40_000 },
      ...sites,
    });
    expect(bursts.dispersion.day).toBeGreaterThan(even.dispersion.day);
  });
});

describe("a suspicion", () => {
  const sums = { codes: 20, codeHours: 20 * 56 * 24, uses: 50, clicks: 200, squares: { hour: 60, day: 80, week: 120 } };
  const habit = habitOf({ ...sums, known: 1_000, fromCouponSites: 20 });
  const quiet = { uses: 0, clicks: 0, known: 0, fromCouponSites: 0 };
  const look = (changes: Partial<Look> = {}): Look => ({
    ...{ habit, own: { uses: 2, hours: 56 * 24 }, seen: { hour: quiet, day: quiet, week: quiet }, fine: {} },
    ...changes,
  });
  const hour = (uses: number, clicks = 0) => ({ uses, clicks, known: 0, fromCouponSites: 0 });

  test("the bound is shared among all codes and all windows of a year", () => {
    expect(boundFor(200)).toBeCloseTo(boundFor(1) / 200, 15);
  });
  test("200 uses within an hour are one, none within an hour is none", () => {
    expect(suspect(look({ seen: { hour: hour(200), day: hour(200), week: hour(200) } }))).toMatchObject({
      span: "hour",
      because: "more than usual",
    });
    expect(suspect(look())).toBeNull();
  });
  test("uses that come with presses of the page's button are what a post brings", () => {
    const wave = (clicks: number) => suspect(look({ seen: { hour: hour(24, clicks), day: hour(24, clicks), week: hour(24, clicks) } }));
    expect(wave(0)).not.toBeNull();
    expect(wave(60)).toBeNull();
  });
  test("friends from sites that publish codes are a sign in a store that has few such buyers, and none where they are many", () => {
    const day = { uses: 14, clicks: 0, known: 12, fromCouponSites: 10 };
    const seen = { hour: quiet, day, week: day };
    expect(suspect(look({ seen }))).toMatchObject({ because: "coupon site", span: "day", uses: 10 });
    const cashback = habitOf({ ...sums, known: 1_000, fromCouponSites: 400 });
    expect(cashback.fromCouponSites).toBeCloseTo(0.365, 3);
    expect(suspect(look({ seen, habit: cashback }))).toBeNull();
  });
  test("what the owner called fine is fine up to twice as much", () => {
    const seen = { hour: hour(60), day: hour(60), week: hour(60) };
    expect(suspect(look({ seen, fine: { hour: 30, day: 30, week: 30 } }))).toBeNull();
    expect(suspect(look({ seen, fine: { hour: 29, day: 30, week: 30 } }))).toMatchObject({ span: "hour" });
  });
});

test("sites are told by their name, and a page's address leaves only that", () => {
  expect(siteOf("https://www.RetailMeNot.com/view/shop.com?c=MAXINE15")).toBe("retailmenot.com");
  expect([siteOf(null), siteOf("android-app://com.x"), siteOf("not a site"), siteOf("http://127.0.0.1/x")]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  for (const site of ["retailmenot.com", "de.hotukdeals.com", "best-coupons.net", "gutscheine.blog", "deals.example.org"])
    expect(isCouponSite(site), site).toBe(true);
  for (const site of ["instagram.com", "google.com", "idealshop.com", "mydealership.com", null])
    expect(isCouponSite(site), String(site)).toBe(false);
  expect(isCouponSite("shop.bargains.example", ["bargains.example"])).toBe(true);
});
