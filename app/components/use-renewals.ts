/** Renews the page's figures while something is waited for, at most so many times. */
import { useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";

/**
 * @param waitingFor what is waited for, by name; null: nothing. Another name is counted anew
 * @returns how often the page was renewed for it
 */
export function useRenewals(waitingFor: string | null, { everyMs, most }: { everyMs: number; most: number }): number {
  const { revalidate, state } = useRevalidator();
  const [counted, setCounted] = useState<{ of: string | null; times: number }>({ of: null, times: 0 });
  const times = counted.of === waitingFor ? counted.times : 0;
  useEffect(() => {
    if (waitingFor === null || state !== "idle" || times >= most) return;
    const timer = setTimeout(() => {
      setCounted({ of: waitingFor, times: times + 1 });
      revalidate();
    }, everyMs);
    return () => clearTimeout(timer);
  }, [waitingFor, state, revalidate, times, everyMs, most]);
  return times;
}
