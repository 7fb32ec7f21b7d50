/** The mining of a file as one JSON object: days as 2024-03-31, time in weeks, money in minor units, shares from 0 to 1. */
import { isoDay } from "~/domain/mining/days";
import type { Fit } from "~/domain/mining/fit";
import type { GammaGammaFit } from "~/domain/mining/gamma-gamma";
import { forecastsShown } from "~/domain/mining/forecast";
import { RANKING_NAMES } from "~/domain/mining/mining";
import type { Period } from "~/domain/mining/periods";
import { writeOutlook, writeReason } from "~/domain/mining/reason";
import { scaleOf } from "~/domain/money/money";
import type { MinedFile, NamedBuyer } from "./mine-file.server";

export function asJson(result: MinedFile) {
  const { mined, periods, buyers } = result;
  const { models, backtest } = mined;
  return {
    format: result.format,
    currency: result.currency,
    horizon: days(periods.horizon),
    asOf: isoDay(periods.asOf),
    orders: result.orders,
    excluded: result.leftOut,
    buyers: buyers.size,
    repeatBuyers: mined.repeatBuyers,
    resellers: mined.resellers.length,
    level: mined.level,
    levelWhy: mined.levelWhy,
    calibration: days(periods.calibration),
    testPeriod: periods.test && days(periods.test),
    models: {
      bgNbd: fitted(models.bgNbd, ["r", "alpha", "a", "b"]),
      mbgNbd: fitted(models.mbgNbd, ["r", "alpha", "a", "b"]),
      paretoNbd: fitted(models.paretoNbd, ["r", "alpha", "s", "beta"]),
      gammaGamma: inCurrency(models.gammaGamma, result.currency),
    },
    scoring: mined.scoring,
    rankings: RANKING_NAMES.map((name) => {
      const tested = backtest?.rankings.find((one) => one.name === name);
      return {
        name,
        recallAtTop10: tested?.recallAtTop10 ?? null,
        recallAtTop1: tested?.recallAtTop1 ?? null,
        spendShare: tested?.spendShare ?? null,
        activeShare: tested?.activeShare ?? null,
        difference: tested?.difference ?? null,
      };
    }),
    backtest: backtest && {
      buyers: backtest.buyers,
      sampled: backtest.sampled,
      weeks: backtest.weeks,
      forecastToActual: backtest.forecastToActual,
      rangesHeld: backtest.rangesHeld,
      seed: result.seed,
    },
    chosen: mined.chosen,
    fallBack: mined.fallBack,
    powerBuyerLine: { buyers: result.powerBuyers, of: result.ranked, spendShare: result.spendShare },
    powerBuyers: result.named.map((buyer) => asPowerBuyer(buyer, result)),
  };
}

function asPowerBuyer(buyer: NamedBuyer, { currency, mined, periods }: MinedFile) {
  const forecast = forecastsShown(mined.level) ? buyer.forecast : null;
  return {
    customer: buyer.customer,
    rank: buyer.rank,
    orders: buyer.orders,
    lastOrder: isoDay(buyer.lastDay),
    netSpendMinor: Number(buyer.netSpendMinor),
    pAlive: forecast && forecast.pAlive,
    expectedOrders: forecast && forecast.expectedOrders,
    expectedSpendMinor: forecast && Math.round(forecast.expectedSpendMinor),
    ordersRange: forecast && forecast.orders,
    reason: `${writeReason(buyer, { currency })} ${writeOutlook(mined.level, buyer.forecast, periods.forecastWeeks)}`,
  };
}

const days = ({ from, to }: Period) => ({ from: isoDay(from), to: isoDay(to) });

/** Parameters, likelihood, and whether they can be trusted; every value null where nothing could be fitted. */
function fitted<P extends Record<string, number>>(fit: Fit<P>, names: (keyof P & string)[]) {
  const params = Object.fromEntries(names.map((name) => [name, fit.params?.[name] ?? null]));
  return { ...params, logLikelihood: fit.logLikelihood, state: fit.state, why: fit.why };
}

/** Gamma-Gamma as it is published, in whole units of the currency; it was fitted in minor units. */
function inCurrency(fit: GammaGammaFit, currency: string) {
  const unit = 10 ** scaleOf(currency);
  const { params, logLikelihood, buyers, state, why } = fit;
  return {
    p: params?.p ?? null,
    q: params?.q ?? null,
    gamma: params && params.gamma / unit,
    logLikelihood: logLikelihood === null ? null : logLikelihood + buyers * Math.log(unit),
    buyers,
    state,
    why,
  };
}
