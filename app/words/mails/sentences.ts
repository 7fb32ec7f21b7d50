/** From facts to what a language has for them: what each merge field says, and why a letter comes. */
import type { LetterFacts, LetterKind } from "~/ports/letters";
import type { MailWords } from "./words-for";

/** What each merge field says; "" where nothing is known. @param locale how amounts in per cent are written */
export function sayFields(words: MailWords, facts: LetterFacts, locale: string): Record<string, string> {
  const percent = (basisPoints: number | undefined) => (basisPoints === undefined ? "" : sayPercent(basisPoints, locale));
  return {
    name: facts.firstName ?? "",
    store: facts.storeName,
    reason: sayReason(words, facts),
    offer: percent(facts.offerBp),
    credit: percent(facts.creditBp),
    until: facts.openUntil ?? "",
    code: facts.code ?? "",
    old_code: facts.oldCode ? words.oldCode(facts.oldCode) : "",
    amount: facts.amount ?? "",
    pending: facts.pending?.amount ?? "",
    tier: facts.tier ? words.tiers[facts.tier] : "",
    gains: sayGains(words, facts, locale),
    waiting: sayWaiting(words, facts),
    next: sayNext(words, facts),
    month: facts.month?.name ?? "",
    happened: sayMonth(words, facts),
    idea: words.ideas[(facts.ideaNumber ?? 0) % words.ideas.length],
    kept: facts.kept ? words.kept(facts.kept) : "",
  };
}

/** "12.5%", in French "12,5 %": where the sign stands is the language's to say. */
const sayPercent = (basisPoints: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(basisPoints / 10_000);

function sayReason({ reasons }: MailWords, { whyYou }: LetterFacts): string {
  if (!whyYou) return "";
  if (whyYou === "comes back") return reasons.comesBack;
  return whyYou === "chosen" ? reasons.chosen : reasons.since(whyYou.since);
}

function sayGains({ gains }: MailWords, { gains: said }: LetterFacts, locale: string): string {
  const parts = [
    ...(said?.creditBp ? [gains.credit(sayPercent(said.creditBp, locale))] : []),
    ...(said?.firstChoice ? [gains.firstChoice] : []),
    ...(said?.cash ? [gains.cash] : []),
  ];
  return parts.length ? gains.brings(parts) : "";
}

function sayWaiting({ waiting }: MailWords, { standing, pending }: LetterFacts): string {
  if (pending) return waiting.all(pending.until);
  if (!standing) return "";
  if (standing === "yours") return waiting.yours;
  return standing.waitsUntil ? waiting.until(standing.waitsUntil) : waiting.untilSent;
}

function sayNext({ next }: MailWords, { next: said }: LetterFacts): string {
  if (!said) return "";
  if ("title" in said) return said.lack ? next.lacks(said.lack, said.title) : next.within(said.title);
  const ways = said.ways.map((way) => next.as[way]);
  return said.lack ? next.amountLacks(said.lack, ways) : next.amountWithin(said.amount, ways);
}

function sayMonth({ months }: MailWords, { month }: LetterFacts): string {
  if (!month) return "";
  if (month.sales > 0) return months.sold(month.name, month.sales, month.earned);
  return month.visits > 0 ? months.visited(month.name, month.visits) : months.quiet(month.name);
}

/** Why this letter comes at all. */
export function sayBecause({ because }: MailWords, kind: LetterKind, store: string): string {
  if (kind === "invitation" || kind === "reminder") return because.asked(store);
  return kind === "goodbye" ? because.left(store) : because.shares(store);
}
