/**
 * A field that reports what was typed once the typing rests, so that a search asks once and not at every letter. What is given
 * anew from outside, by a link or the back button, takes the place of what stands there.
 */
import { useEffect, useState } from "react";

const REST_MS = 350;

/** `put` shows a text without reporting it, and forgets what was not reported yet: for who has told it otherwise. */
export function useTyped(
  given: string,
  report: (text: string) => void,
): [typed: string, type: (text: string) => void, put: (text: string) => void] {
  const [typed, setTyped] = useState(given);
  const [unreported, setUnreported] = useState<string | null>(null);
  const [seen, setSeen] = useState(given);
  if (given !== seen) {
    setSeen(given);
    if (unreported === null && given !== typed.trim()) setTyped(given);
  }
  useEffect(() => {
    if (unreported === null) return;
    const timer = setTimeout(() => {
      setUnreported(null);
      report(unreported.trim());
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [unreported, report]);
  const type = (text: string) => {
    setTyped(text);
    setUnreported(text);
  };
  const put = (text: string) => {
    setTyped(text);
    setUnreported(null);
  };
  return [typed, type, put];
}
