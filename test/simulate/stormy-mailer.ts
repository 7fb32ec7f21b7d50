/** The mail server in bad weather: it asks to try later, or takes the mail and does not say so. */
import type { Mail, Mailer } from "~/ports/mailer";
import { attemptAtHand, type Storm } from "./storm.ts";

const SHARE = { later: 0.1, unsure: 0.1 };

export const mailerIn = (storm: Storm | null, keep: (mail: Mail) => void): Mailer => ({
  sender: () => ({ address: "hello@regulars.example", dkimSelector: null }),
  send: async (mail) => {
    const attempt = attemptAtHand.getStore();
    const dice = storm && attempt && attempt.brokenReplies > 0 ? attempt.chance.unit() : 1;
    if (storm && attempt && dice < SHARE.later) {
      attempt.spoilt = true;
      storm.counts.mailUnsure++;
      return { outcome: "try later", reason: "451 busy" };
    }
    keep(mail);
    if (!storm || dice >= SHARE.later + SHARE.unsure) return { outcome: "accepted" };
    storm.counts.mailUnsure++;
    return { outcome: "unknown", reason: "the connection closed after DATA" };
  },
});
