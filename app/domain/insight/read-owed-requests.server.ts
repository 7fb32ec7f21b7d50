/** People's requests (their data, or to be forgotten) that should long have been answered: answering takes seconds, and is tried again every night. */
import type { Tx } from "~/ports/world";

/** Owed for longer than this needs somebody. */
const LATE_AFTER_MS = 86_400_000;

/** `kind`: data request | erasure; the oldest first. */
export type OwedRequest = { requestId: string; kind: string; askedAt: Date; dueAt: Date };

export const readOwedRequests = (db: Tx["db"], shopId: string, now: Date): Promise<OwedRequest[]> =>
  db.privacyRequest.findMany({
    where: { shopId, state: { not: "done" }, askedAt: { lt: new Date(now.getTime() - LATE_AFTER_MS) } },
    orderBy: { askedAt: "asc" },
    select: { requestId: true, kind: true, askedAt: true, dueAt: true },
  });
