/**
 * The owner's line while it is being moved: where it would stand, and how it is sent. A line let go or confirmed is sent once;
 * until the answer is there it stays where it was put.
 */
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { LineStep } from "~/domain/mining/line";
import { useToast } from "~/shell";
import { buyersWords } from "~/words/admin/buyers";
import { count, type HowWritten } from "~/words/admin/numbers";
import { useRenewals } from "./use-renewals";

const words = buyersWords.line;
/** A minute. */
const RENEW = { everyMs: 2_000, most: 30 };

export type LineAnswer = { outcome: string; powerBuyers?: number; problem?: string };

/** What the line would mean: a step of the table, or a number somebody typed between two steps. */
export type LineAt = Pick<LineStep, "bp" | "people" | "shareBp" | "scoreMinor">;

export type LineDraft = {
  /** Where the line is shown. */
  shown: LineAt;
  /** It is shown elsewhere than where it is kept. */
  moved: boolean;
  busy: boolean;
  /** What is wrong with the line as it was sent, while it stands there. */
  problem: string | null;
  put: (at: LineAt | null) => void;
  /** Sends the line as put; or another, put and sent at once. */
  send: (at?: LineAt) => void;
};

export function useLineDraft(kept: LineAt, written: HowWritten): LineDraft {
  const toast = useToast();
  const fetcher = useFetcher<LineAnswer>();
  const [draft, setDraft] = useState<{ at: LineAt; from: LineAt } | null>(null);
  const [sentBp, setSentBp] = useState<number | null>(null);
  const answer = fetcher.data;
  useEffect(() => {
    if (answer?.outcome === "moved") toast(words.moved(count(answer.powerBuyers ?? 0, written)));
    if (answer?.outcome === "unchanged") toast(words.unchanged);
    if (answer?.outcome === "kept for the next list") toast(words.later);
  }, [answer, toast, written]);
  // While the page reads itself anew the next move may begin already.
  const busy = fetcher.state === "submitting";
  // The list follows by a job: the page asks until it has.
  const follows = answer?.outcome === "kept for the next list" && sentBp !== null && sentBp !== kept.bp;
  useRenewals(follows ? `line ${sentBp}` : null, RENEW);
  // A draft is of the line it was dragged away from: once the page knows another, it has served.
  const at = draft && draft.from.bp === kept.bp ? draft.at : null;
  const shown = at ?? kept;
  return {
    shown,
    moved: shown.bp !== kept.bp && !(answer?.outcome === "moved" && shown.bp === sentBp),
    busy,
    problem: shown.bp === sentBp ? (answer?.problem ?? (answer?.outcome === "no programme" ? words.ended : null)) : null,
    put: (to) => setDraft(to && { at: to, from: kept }),
    send: (to = shown) => {
      setDraft({ at: to, from: kept });
      setSentBp(to.bp);
      if (to.bp !== kept.bp) fetcher.submit({ intent: "move-line", powerBuyerBp: String(to.bp) }, { method: "post" });
    },
  };
}
