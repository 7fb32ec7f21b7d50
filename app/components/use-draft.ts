/** A form's draft (draft.ts) beside what the page reads anew and what saving answers. */
import { useState } from "react";
import { begun, keptAsSent, rebased, toldMeanwhile, type Same, type Saved, type Values } from "./draft";

const EXACTLY: Same<Values> = (_field, one, other) => one.trim() === other.trim();

export type DraftAtHand<T extends Values> = {
  typed: T;
  /** Something typed is not saved yet. */
  changed: boolean;
  /** What others saved in fields that were touched here, by field. */
  meanwhile: Partial<T>;
  /** Something is to be told before it is saved. */
  overtaken: boolean;
  /** What a save is based on. */
  version: number;
  type: (field: keyof T, value: string) => void;
  discard: () => void;
  /** To be called as it is sent. */
  sending: () => void;
};

/** @param answer of the last save @param same whether two values of a field mean the same; by itself, whether they are the same text */
export function useDraft<T extends Values>(
  saved: Saved<T>,
  { answer, same = EXACTLY as Same<T> }: { answer: { outcome: string; version?: number } | undefined; same?: Same<T> },
): DraftAtHand<T> {
  const [draft, setDraft] = useState(() => begun(saved));
  const [heard, setHeard] = useState(answer);
  let now = draft;
  let readAlready = false;
  if (answer !== heard) {
    setHeard(answer);
    if (answer?.outcome === "saved" || answer?.outcome === "unchanged") {
      now = keptAsSent(now);
      // What was kept may be on the page before the word of it.
      readAlready = saved.version >= (answer.version ?? Number.POSITIVE_INFINITY);
    }
  }
  if (readAlready || saved.version > now.base.version) now = rebased(now, saved, same);
  if (now !== draft) setDraft(now);

  const meanwhile = toldMeanwhile(now, same);
  const changed = (Object.keys(now.typed) as (keyof T)[]).some((field) => !same(field, now.typed[field], now.base.values[field]));
  return {
    typed: now.typed,
    changed,
    meanwhile,
    overtaken: Object.keys(meanwhile).length > 0,
    version: now.base.version,
    type: (field, value) => setDraft((before) => ({ ...before, typed: { ...before.typed, [field]: value } })),
    discard: () => setDraft((before) => begun(before.base)),
    sending: () => setDraft((before) => ({ ...before, sent: before.typed })),
  };
}
