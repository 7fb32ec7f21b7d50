/**
 * Whether two e-mail addresses, or what else is known of an order and an ambassador, are one person's. Only what mail itself makes certain counts as the same; what a mail
 * provider makes likely (a+b@…, dots at Gmail) is "alike" and is looked at by a person, since families share, too.
 */
import { kindOf, type MarkKind } from "../order/mark";
import { SIGNS, type Likeness, type Sign } from "./facts";

/** Trimmed, composed, lower case; null for what is no address. */
export function normaliseAddress(address: string | null): string | null {
  const text = address?.normalize("NFKC").trim().toLowerCase() ?? "";
  return /^[^\s@]+@[^\s@]+$/.test(text) ? text : null;
}

export function compareAddresses(one: string | null, other: string | null): Likeness {
  const a = normaliseAddress(one);
  const b = normaliseAddress(other);
  if (!a || !b) return "unknown";
  if (a === b) return "same";
  return inboxOf(a) === inboxOf(b) ? "alike" : "different";
}

const GMAIL = new Set(["gmail.com", "googlemail.com"]);

/** Where mail to this address most likely ends: without the +tag; at Gmail also without dots. */
function inboxOf(address: string): string {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  const local = address.slice(0, at).replace(/(?<=.)\+.*$/, "");
  return GMAIL.has(domain) ? `${local.replaceAll(".", "")}@gmail.com` : `${local}@${domain}`;
}

/** What an order's marks and an ambassador's have in common; null where either has none. */
export function compareMarks(order: string[], ambassador: string[]): Sign[] | null {
  if (!order.length || !ambassador.length) return null;
  const known = new Set(ambassador);
  const common = new Set<MarkKind>(order.filter((mark) => known.has(mark)).map(kindOf));
  const says: Record<Sign, boolean> = {
    phone: common.has("phone"),
    address: common.has("addressee"),
    household: common.has("address") && !common.has("addressee"),
    door: common.has("door"),
    device: common.has("device"),
  };
  return SIGNS.filter((sign) => says[sign]);
}
