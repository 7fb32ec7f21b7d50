/**
 * The published CDNOW sample as the papers use it: 39 weeks to 1997-09-30 to fit on, 39 weeks after to check. It is read
 * from beside the project and never copied in, having no explicit licence; without it the tests that need it fail and say so.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const FILE = path.resolve(import.meta.dirname, "../../../../shared/data/cdnow-sample.csv");
const DAY_MS = 86_400_000;
const UNTIL = Date.UTC(1997, 8, 30) / DAY_MS;

/** @throws Error saying where the file must lie when it is absent */
export function readCdnow() {
  if (!existsSync(FILE)) {
    throw new Error("The CDNOW sample is absent: put cdnow-sample.csv into ../shared/data beside the project to run these tests.");
  }
  const spentByDay = new Map<string, Map<number, number>>();
  const laterDays = new Map<string, Set<number>>();
  for (const line of readFileSync(FILE, "utf8").trim().split("\n").slice(1)) {
    const [customer, date, amount] = line.split(",");
    const day = Date.parse(date) / DAY_MS;
    if (day > UNTIL) {
      laterDays.set(customer, (laterDays.get(customer) ?? new Set<number>()).add(day));
    } else {
      const spent = spentByDay.get(customer) ?? new Map<number, number>();
      spentByDay.set(customer, spent.set(day, (spent.get(day) ?? 0) + Number(amount)));
    }
  }
  const buyers = [...spentByDay].map(([customer, spent]) => {
    const days = [...spent.keys()].sort((one, other) => one - other);
    const repeats = days.length - 1;
    const repeatSpend = days.slice(1).reduce((sum, day) => sum + spent.get(day)!, 0);
    return {
      repeats,
      lastWeeks: (days[repeats] - days[0]) / 7,
      ageWeeks: (UNTIL - days[0]) / 7,
      meanRepeatSpend: repeats === 0 ? 0 : repeatSpend / repeats,
      laterOrders: laterDays.get(customer)?.size ?? 0,
    };
  });
  const histories = {
    repeats: buyers.map((buyer) => buyer.repeats),
    lastWeeks: buyers.map((buyer) => buyer.lastWeeks),
    ageWeeks: buyers.map((buyer) => buyer.ageWeeks),
  };
  return { buyers, histories, spends: { orders: histories.repeats, meanSpend: buyers.map((buyer) => buyer.meanRepeatSpend) } };
}
