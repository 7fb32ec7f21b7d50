/** What a domain's records say about mail sent in its name: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489). */
import type { RecordsFound } from "~/ports/mail-records";

export const DOMAIN_CHECKS = ["spf", "dkim", "dmarc"] as const;
export type DomainCheckName = (typeof DOMAIN_CHECKS)[number];

/** "twice": two where one may stand, which counts as none; "no name": nobody told under which name to look. */
export type CheckState = "good" | "missing" | "twice" | "too open" | "no name" | "could not look";

export type DomainCheck = {
  name: DomainCheckName;
  state: CheckState;
  /** Where it was looked for. */ at: string;
  /** As it stands there. */ record: string | null;
};

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

export const namesOf = (domain: string, selector: string | null): Record<DomainCheckName, string | null> => ({
  spf: domain,
  dkim: selector && `${selector}._domainkey.${domain}`,
  dmarc: `_dmarc.${domain}`,
});

const BEGINS: Record<DomainCheckName, RegExp> = {
  spf: /^v=spf1(\s|$)/i,
  dkim: /^(v=DKIM1\s*;|.*\bp=[A-Za-z0-9+/])/i,
  dmarc: /^v=DMARC1\s*(;|$)/i,
};

/** @param found null: there was no name to look under */
export function judgeRecord(name: DomainCheckName, at: string | null, found: RecordsFound | null): DomainCheck {
  if (!at || !found) return { name, state: "no name", at: at ?? "", record: null };
  if (found.outcome === "could not look") return { name, state: "could not look", at, record: null };
  const records = found.outcome === "found" ? found.texts.filter((text) => BEGINS[name].test(text)) : [];
  if (!records.length) return { name, state: "missing", at, record: null };
  const [record] = records;
  if (records.length > 1 && name !== "dkim") return { name, state: "twice", at, record: records.join("\n") };
  // "+all" lets anybody send in the domain's name; an empty key is a key withdrawn.
  if (name === "spf" && /(^|\s)\+?all(\s|$)/i.test(record)) return { name, state: "too open", at, record };
  if (name === "dkim" && /\bp=\s*(;|$)/i.test(record)) return { name, state: "missing", at, record };
  return { name, state: "good", at, record };
}
