/** The days an address asks for, as they stand there; what they mean is the ledger's to say (domain/ledger/period). */
import { z } from "zod";

export type PeriodAsk = { period: string | null; from: string | null; to: string | null };

const pageShape = z.coerce.number().int().min(1).max(1_000_000).catch(1);

/** Which page of them, from 1; what is none is the first. */
export const readPageAsked = (params: URLSearchParams): number => pageShape.parse(params.get("page") ?? 1);

/** A choice is written with hyphens or spaces alike: "last-month". */
export function readPeriodAsked(params: URLSearchParams): PeriodAsk {
  const text = (name: string) => params.get(name)?.trim().slice(0, 40) || null;
  return { period: text("period")?.replaceAll("-", " ") ?? null, from: text("from"), to: text("to") };
}
