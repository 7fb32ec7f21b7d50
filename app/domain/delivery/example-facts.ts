/** What letters say in a preview: a person who could be, with amounts and days as the store writes them. */
import type { LetterFacts, LetterKind } from "~/ports/letters";
import { dayOf } from "../letter/letter";
import { scaleOf } from "../money/money";
import { showDay, showMoney, type Place } from "../page/shown";
import { DAY_MS } from "./delivery";

export type ExampleInput = { storeName: string; now: Date; place: Place; offerBp: number; creditBp: number };

export function exampleFacts({ storeName, now, place, offerBp, creditBp }: ExampleInput): Record<LetterKind, LetterFacts> {
  // Round sums in any currency: 4.20 pounds, 420 yen.
  const scale = BigInt(10 ** scaleOf(place.currency));
  const money = (hundredths: bigint) => showMoney(scale === 1n ? hundredths : (hundredths * scale) / 100n, place).text;
  const day = (days: number) => showDay(new Date(now.getTime() + days * DAY_MS), now, place);
  const lastMonth = new Date(now.getTime() - 20 * DAY_MS);
  const since = new Intl.DateTimeFormat(place.locale, { month: "long", year: "numeric", timeZone: place.timeZone });
  const person = { firstName: "Maxine", storeName, code: "MAXINE15", offerBp, creditBp };
  const openUntil = dayOf(new Date(now.getTime() + 14 * DAY_MS), place);
  const invited = {
    ...person,
    code: undefined,
    whyYou: { since: since.format(new Date(Date.UTC(now.getUTCFullYear() - 2, 2, 15))) },
    openUntil,
  };
  const next = { title: "The Jubilee mug", lack: money(360n) };
  return {
    invitation: invited,
    reminder: invited,
    welcome: person,
    "first sale": { ...person, amount: money(420n), standing: { waitsUntil: day(18) } },
    "reward earned": { ...person, amount: money(840n), next },
    "tier reached": { ...person, tier: "insider", gains: { creditBp: creditBp + 200, firstChoice: false, cash: false } },
    "code replaced": { ...person, code: "MAXINE-TEA", oldCode: "MAXINE15" },
    progress: {
      ...person,
      month: {
        name: new Intl.DateTimeFormat(place.locale, { month: "long", timeZone: place.timeZone }).format(lastMonth),
        visits: 9,
        sales: 2,
        earned: money(630n),
      },
      amount: money(840n),
      pending: { amount: money(420n), until: day(18) },
      next,
      ideaNumber: lastMonth.getUTCMonth(),
    },
    goodbye: { ...person, kept: money(1_200n) },
  };
}
