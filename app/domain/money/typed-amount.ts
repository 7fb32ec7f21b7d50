/** An amount as people type it. */
import { parseMinor, scaleOf } from "./money";

/** Minor units of "5", "5.00" or "5,00"; null for what is no amount of this currency. */
export function typedAmount(typed: string, currency: string): bigint | null {
  const text = typed.trim().replace(",", ".");
  const match = /^\d{1,12}(?:\.(\d+))?$/.exec(text);
  return match && (match[1] ?? "").length <= scaleOf(currency) ? parseMinor(text, currency) : null;
}
