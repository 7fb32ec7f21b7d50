/** What each choice means on this store's own figures, worked out as the owner types. Null where there is nothing to show it on, or nothing sensible typed. */
import type { Examples } from "~/domain/insight/read-examples.server";
import { shareAt } from "~/domain/mining/line";
import { peopleAbove } from "~/domain/mining/list-change";
import { formatMoney, shareOf } from "~/domain/money/money";
import { typedAmount } from "~/domain/money/typed-amount";
import { settingsWords } from "~/words/admin/settings";
import { count, day, percent, type HowWritten, type MoneyWritten } from "~/words/admin/numbers";
import { basisPointsOf, daysOf, type FieldName, type Typed } from "./settings-fields";

const words = settingsWords.examples;
const DAY_MS = 86_400_000;

type Given = { examples: Examples; typed: Typed; today: string; written: HowWritten & MoneyWritten };

export const EXAMPLES: Partial<Record<FieldName, (given: Given) => string | null>> = {
  offerPercent({ examples: { order }, typed, written }) {
    const offerBp = basisPointsOf(typed.offerPercent);
    if (!order || offerBp === null || offerBp > 10_000) return order ? null : words.none;
    return words.offer(
      order.name,
      order.goods.text,
      money(BigInt(order.goods.minor) - shareOf(BigInt(order.goods.minor), offerBp), written),
    );
  },
  creditPercent({ examples: { order, ambassadorName }, typed, written }) {
    const [offerBp, creditBp] = [basisPointsOf(typed.offerPercent), basisPointsOf(typed.creditPercent)];
    if (!order || offerBp === null || creditBp === null || offerBp > 10_000 || creditBp > 10_000) return null;
    const paid = BigInt(order.goods.minor) - shareOf(BigInt(order.goods.minor), offerBp);
    return words.credit(order.name, ambassadorName ?? words.anAmbassador, money(shareOf(paid, creditBp), written));
  },
  newFriendsOnly: ({ examples: { latest } }) => (latest.orders ? words.newFriends(latest.orders, latest.firstOrders) : null),
  clickWindowDays: ({ typed, today, written }) => onDay(typed.clickWindowDays, today, written, words.click),
  returnWindowDays: ({ typed, today, written }) => onDay(typed.returnWindowDays, today, written, words.returns),
  powerBuyerPercent({ examples: { line }, typed, written }) {
    const lineBp = basisPointsOf(typed.powerBuyerPercent);
    if (!line || lineBp === null || lineBp < 1 || lineBp > 10_000) return null;
    const people = peopleAbove(line.buyers, lineBp);
    return words.line(count(people, written), percent(shareAt(line.steps, people)));
  },
  holdOutPercent({ typed }) {
    const holdOutBp = basisPointsOf(typed.holdOutPercent);
    return holdOutBp === null || holdOutBp > 10_000 ? null : words.holdOut(typed.holdOutPercent, Math.round((200 * holdOutBp) / 10_000));
  },
  shelfMinimum({ examples: { prices }, typed, written }) {
    const least = typedAmount(typed.shelfMinimum, written.currency);
    if (least === null || prices.length === 0) return null;
    const variants = prices.reduce((sum, price) => (BigInt(price.minor) >= least ? sum + price.variants : sum), 0);
    return variants === 0 ? words.shelfNone : words.shelf(count(variants, written));
  },
};

const money = (amountMinor: bigint, { currency, locale }: MoneyWritten): string => formatMoney({ amountMinor, currency }, locale);

function onDay(typed: string, today: string, written: HowWritten, sentence: (until: string) => string): string | null {
  const days = daysOf(typed);
  if (days === null || days > 3_650) return null;
  // `today` is the store's own date already; only the calendar is counted on.
  const then = new Date(Date.parse(`${today}T12:00:00Z`) + days * DAY_MS).toISOString();
  return sentence(day(then, { ...written, timeZone: "UTC" }));
}
