/** TXT records by the machine's own resolver, bounded in time: a page waits for it. */
import { Resolver } from "node:dns/promises";
import type { MailRecords, RecordsFound } from "~/ports/mail-records";

const WITHIN_MS = 2_500;
/** The name is known to have none; anything else means that nobody could be asked. */
const NONE = new Set(["ENODATA", "ENOTFOUND"]);

export const dnsRecords: MailRecords = {
  async readTexts(name): Promise<RecordsFound> {
    const resolver = new Resolver({ timeout: WITHIN_MS, tries: 1 });
    const late = setTimeout(() => resolver.cancel(), WITHIN_MS);
    try {
      const records = await resolver.resolveTxt(name);
      return { outcome: "found", texts: records.map((parts) => parts.join("")) };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "unknown";
      return NONE.has(code) ? { outcome: "none" } : { outcome: "could not look", why: code };
    } finally {
      clearTimeout(late);
    }
  },
};
