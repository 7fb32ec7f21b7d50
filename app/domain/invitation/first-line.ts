/**
 * What the first sentence of an invitation says: why this person. Only what is certain and kind to mention: since when,
 * or that they keep coming back. Never what they bought, what they paid or where they live.
 */
export type FirstLineFacts = {
  orders: number;
  firstOrderAt: Date;
  /** Whether we have read the whole history: only then is the first order we know the first there was. */
  historyComplete: boolean;
};

export type FirstLine = { since: string } | "comes back" | "chosen";

const A_WHILE_MS = 90 * 86_400_000;

/** `facts` null: nothing is known but that the owner chose them. The month is the shop's, by its time zone, written as the letter's locale does. */
export function chooseFirstLine(
  facts: FirstLineFacts | null,
  { now, timeZone, locale }: { now: Date; timeZone: string; locale: string },
): FirstLine {
  if (facts?.historyComplete && now.getTime() - facts.firstOrderAt.getTime() > A_WHILE_MS) {
    const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone }).format(facts.firstOrderAt);
    return { since: month };
  }
  if (facts && facts.orders >= 3) return "comes back";
  return "chosen";
}
