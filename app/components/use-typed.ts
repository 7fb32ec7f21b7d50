/** A field that reports what was typed once the typing rests, so that a search asks once and not at every letter. */
import { useEffect, useState } from "react";

const REST_MS = 350;

export function useTyped(given: string, report: (text: string) => void): [typed: string, type: (text: string) => void] {
  const [typed, setTyped] = useState(given);
  const [unreported, setUnreported] = useState<string | null>(null);
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
  return [typed, type];
}
