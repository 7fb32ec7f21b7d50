/** The days an address asks for, as they stand there; what they mean is the ledger's to say (domain/ledger/period). */
export type PeriodAsk = { period: string | null; from: string | null; to: string | null };

/** A choice is written with hyphens or spaces alike: "last-month". */
export function readPeriodAsked(params: URLSearchParams): PeriodAsk {
  const text = (name: string) => params.get(name)?.trim().slice(0, 40) || null;
  return { period: text("period")?.replaceAll("-", " ") ?? null, from: text("from"), to: text("to") };
}
