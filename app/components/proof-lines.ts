/** What a programme brought and cost, line by line, as the page and the spreadsheet both have it: what is not known says so. */
import type { Return, Sums } from "~/domain/proof/return";
import { formatMoney } from "~/domain/money/money";
import { percentOf } from "~/domain/program/program";
import { proofWords } from "~/words/admin/proof";

const { lines: names, how } = proofWords.brought;

/** `minor` null: not known. */
export type ProofLine = { key: string; name: string; minor: bigint | null; how: string };

export function proofLines(sums: Sums, figures: Return, adCostMinor: bigint | null, locale: string): ProofLine[] {
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency: sums.currency }, locale);
  const line = (key: keyof typeof names, minor: bigint | null, why: string): ProofLine => ({ key, name: names[key], minor, how: why });
  const { ads, perNewCustomerMinor, marginMinor, leftMinor } = figures;
  const unknownCost = sums.unknownPriceMinor + sums.unknownBesideMinor;
  return [
    line("goods", sums.goodsMinor, how.goods),
    line("newGoods", sums.newGoodsMinor, how.newGoods(sums.newCustomers)),
    line("offer", sums.offerMinor, how.offer),
    line("rewards", figures.rewardCostMinor, how.rewards(sums.rewards, sums.rewardsUnknown, money(unknownCost))),
    // Mostly nothing waits, and a line of noughts would only ask a question.
    ...(sums.askedBeforeMinor || sums.askedAfterMinor ? [line("asked", figures.askedCostMinor, how.asked)] : []),
    line("owed", figures.owedCostMinor, how.owed(figures.usualCostBp === null ? null : `${percentOf(figures.usualCostBp)} %`)),
    line("cost", figures.costMinor, how.cost),
    line("margin", marginMinor, marginMinor === null ? how.noMargin : how.margin(`${Math.floor((figures.knownBp ?? 0) / 100)} %`)),
    line("left", leftMinor, leftMinor === null ? how.noLeft : how.left),
    line("perNew", perNewCustomerMinor, perNewCustomerMinor === null ? how.noNew : how.perNew),
    line("ads", ads?.costMinor ?? null, adCostMinor === null ? how.noAds : ads ? how.ads(money(adCostMinor)) : how.noNew),
    ...(ads ? [line(ads.savedMinor < 0n ? "dearer" : "saved", ads.savedMinor < 0n ? -ads.savedMinor : ads.savedMinor, how.against)] : []),
  ];
}
