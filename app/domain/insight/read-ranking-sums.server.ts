/**
 * The latest ranking added up in one walk: what each place of the owner's line would mean (how many people, their share of the
 * sales, where it would lie), and how many people last ordered how long ago.
 */
import type { Tx } from "~/ports/world";
import { linePlaces, type LineStep } from "../mining/line";
import type { MiningSummary } from "../mining/read-latest-mining.server";

/** People whose last order is `fromDays` to `toDays` days ago (null: longer). */
export type AgeBand = { fromDays: number; toDays: number | null; people: number; powerBuyers: number; spendMinor: bigint };
/** `steps` ascending by people; `bands` the latest first, none left out. */
export type RankingSums = { steps: LineStep[]; bands: AgeBand[] };

const BAND_ENDS = [30, 90, 180, 365];

type Row = { step: number | null; band: number | null; people: number; power_buyers: number; spend: bigint; score: number };

export async function readRankingSums(
  db: Tx["db"],
  {
    shopId,
    miningId,
    buyers,
    powerBuyerBp,
    asOfDay,
  }: { shopId: string } & Pick<MiningSummary, "miningId" | "buyers" | "powerBuyerBp" | "asOfDay">,
): Promise<RankingSums> {
  const places = linePlaces(buyers, powerBuyerBp);
  const firstBeyond = places.map(({ people }) => people + 1);
  const rows = await db.$queryRaw<Row[]>`
    SELECT step, band, count(*)::int AS people, (count(*) FILTER (WHERE power_buyer))::int AS power_buyers, sum(net_spend_minor)::bigint AS spend, min(score) AS score
    FROM (
      SELECT width_bucket(rank::float8, ${firstBeyond}::float8[]) AS step, width_bucket((${asOfDay}::int - last_day)::float8, ${BAND_ENDS.map((end) => end + 1)}::float8[]) AS band,
        power_buyer, net_spend_minor, score
      FROM ranking WHERE shop_id = ${shopId} AND mining_id = ${miningId}::uuid
    ) placed GROUP BY GROUPING SETS ((step), (band))`;
  const byStep = new Map(rows.flatMap((row) => (row.step === null ? [] : [[row.step, row]])));
  const byBand = new Map(rows.flatMap((row) => (row.band === null ? [] : [[row.band, row]])));
  const everybodys = [...byStep.values()].reduce((sum, { spend }) => sum + spend, 0n);
  let theirs = 0n;
  let scoreMinor = 0;
  return {
    steps: places.map((place, step) => {
      const row = byStep.get(step);
      theirs += row?.spend ?? 0n;
      scoreMinor = row?.score ?? scoreMinor;
      return { ...place, shareBp: everybodys > 0n ? Number((theirs * 10_000n) / everybodys) : 0, scoreMinor };
    }),
    bands: [...BAND_ENDS, null].map((toDays, band) => {
      const row = byBand.get(band);
      return {
        fromDays: band === 0 ? 0 : BAND_ENDS[band - 1] + 1,
        toDays,
        people: row?.people ?? 0,
        powerBuyers: row?.power_buyers ?? 0,
        spendMinor: row?.spend ?? 0n,
      };
    }),
  };
}
