/**
 * The first sentence of an invitation: why this person. It says only what is certain and kind to mention: since when,
 * or that they keep coming back. Never what they bought, what they paid or where they live.
 */
export type FirstLineFacts = {
  orders: number;
  firstOrderAt: Date;
  /** Whether we have read the whole history: only then is the first order we know the first there was. */
  historyComplete: boolean;
};

const A_WHILE_MS = 90 * 86_400_000;

/** `facts` null: nothing is known but that the owner chose them. The month is the shop's, by its time zone. */
export function writeFirstLine(
  facts: FirstLineFacts | null,
  { now, timeZone, locale = "en" }: { now: Date; timeZone: string; locale?: string },
): string {
  if (facts?.historyComplete && now.getTime() - facts.firstOrderAt.getTime() > A_WHILE_MS) {
    const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone }).format(facts.firstOrderAt);
    return `You've been with us since ${month}.`;
  }
  if (facts && facts.orders >= 3) return "You have come back to us again and again.";
  return "You are one of the people we are gladdest to have as a customer.";
}
