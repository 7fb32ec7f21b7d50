/** The mining of a file as a page of text: what was read and left out, how the rankings did, who the best are and why. */
import { formatMoney } from "~/domain/money/money";
import type { Tested } from "~/domain/mining/backtest";
import { isoDay } from "~/domain/mining/days";
import { weeksIn, type Period } from "~/domain/mining/periods";
import { spanInWords, writeOutlook, writeReason } from "~/domain/mining/reason";
import { histogram } from "./histogram";
import type { MinedFile } from "./mine-file.server";
import { textTable } from "./text-table";

const number = new Intl.NumberFormat("en");
const counted = (count: number, one: string, many: string): string => `${number.format(count)} ${count === 1 ? one : many}`;
const points = (share: number): string => (100 * share).toFixed(1);

export function report(file: string, result: MinedFile): string {
  return [
    `${file}: ${result.format}, ${result.readAs}`,
    "",
    ...whatWasRead(result),
    "",
    ...howWeKnow(result),
    "",
    `How long ago people last ordered, in weeks before ${isoDay(result.periods.asOf)}:`,
    ...histogram(result.buyers, result.periods.asOf),
    "",
    ...thePeople(result),
    "",
  ].join("\n");
}

function whatWasRead(result: MinedFile): string[] {
  const { leftOut, periods, mined } = result;
  const left = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  const reasons = Object.entries(leftOut).map(([reason, count]) => `  ${number.format(count).padStart(11)}  ${reason}`);
  return [
    `${counted(result.orders, "order", "orders")} read, ${left ? `${number.format(left)} left out${reasons.length ? ":" : "."}` : "none left out."}`,
    ...reasons,
    ...result.unreadable.map(({ line, why }) => `               line ${number.format(line)} ${why}`),
    `${counted(result.ranked, "buyer", "buyers")}, ${number.format(mined.repeatBuyers)} of them on more than one day, ${span(periods.horizon)} (${weeksIn(periods.horizon).toFixed(0)} weeks).`,
    ...(mined.resellers.length ? [`${number.format(mined.resellers.length)} buy like resellers: the models are fitted without them.`] : []),
    `A line at the best tenth makes ${counted(result.powerBuyers, "power buyer, who holds", "power buyers, who hold")} ${points(result.spendShare)} % of all spend.`,
  ];
}

function howWeKnow({ mined, periods, seed }: MinedFile): string[] {
  const followed =
    mined.chosen === "alive spend"
      ? "The list follows alive spend: net spend × the chance that they still buy."
      : `The list follows past spend, because: ${mined.fallBack}.`;
  const level = `What may be said: ${mined.level}${mined.levelWhy.length ? ` (${mined.levelWhy.join("; ")})` : ""}.`;
  const { backtest } = mined;
  if (!backtest || !periods.test)
    return [followed, level, "The history is too short, or too quiet at its end, to try the list on its own past."];
  const rows = backtest.rankings.map((one) => [
    one.name,
    points(one.recallAtTop10),
    points(one.recallAtTop1),
    points(one.spendShare),
    points(one.activeShare),
    difference(one),
  ]);
  return [
    followed,
    level,
    `Tried on the store's own past: as if made on ${isoDay(periods.calibration.to)}, checked on ${span(periods.test)}, ${number.format(backtest.sampled)} buyers.`,
    ...textTable(["ranking", "best 10 % found", "best 1 % found", "later spend held", "bought again", "against past spend, points"], rows),
    `All in per cent. Intervals: 95 %, paired bootstrap over buyers, seed ${seed}.`,
    ...(backtest.forecastToActual === null
      ? []
      : [`Orders forecast for that time by those that came: ${backtest.forecastToActual.toFixed(2)}.`]),
    ...(backtest.rangesHeld
      ? [
          `90 % ranges held ${points(backtest.rangesHeld.all)} % of buyers' orders, ${points(backtest.rangesHeld.best)} % among the best tenth.`,
        ]
      : []),
  ];
}

function difference({ difference: found }: Tested): string {
  if (!found) return "";
  const signed = (share: number): string => `${share >= 0 ? "+" : "−"}${points(Math.abs(share))}`;
  return `${signed(found.by)} [${signed(found.low)}, ${signed(found.high)}]`;
}

function thePeople({ named, mined, periods, currency }: MinedFile): string[] {
  if (named.length === 0) return ["Nobody to name."];
  return [
    `The first ${named.length}, looking ${spanInWords(periods.forecastWeeks)} ahead:`,
    ...named.flatMap((buyer) => [
      `${String(buyer.rank).padStart(4)}. ${buyer.customer}  ${formatMoney({ amountMinor: buyer.netSpendMinor, currency }, "en").replace("¤", "")}`,
      `      ${writeReason(buyer, { currency })}`,
      `      ${writeOutlook(mined.level, buyer.forecast, periods.forecastWeeks)}`,
    ]),
  ];
}

const span = ({ from, to }: Period): string => `${isoDay(from)} to ${isoDay(to)}`;
